"""Refuses an insecure instance, with a sentence that says what to set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ImproperlyConfigured

from kadam.kit import rules

SECRET_LENGTH = 50  # characters
SANDBOX_SECRETS = {"", "sandbox-key-secret", "sandbox-webhook-secret", "rzp_test_sandbox"}
EXAMPLE = "kadam.example"
LOCAL = {"127.0.0.1", "localhost", "::1"}


@register
def check_instance(**_options: Any) -> list[CheckMessage]:
    """Every finding about the settings of this instance."""
    found = list(rules_problems())
    if settings.PRODUCTION:
        found += [
            *secret_problems(),
            *address_problems(),
            *payment_problems(),
            *mail_problems(),
            *store_problems(),
        ]
    if settings.DEMO:
        found += demo_problems()
    return found


def rules_problems() -> Iterator[CheckMessage]:
    """A rule of the market that does not exist, or is no number."""
    try:
        rules.rules()
    except ValueError as wrong:
        yield Error(str(wrong), id="kadam.E001")


def secret_problems() -> Iterator[CheckMessage]:
    """Everything that is signed or sealed hangs on one secret."""
    try:
        secret = settings.SECRET_KEY
    except ImproperlyConfigured:
        secret = ""
    if len(secret) < SECRET_LENGTH or len(set(secret)) < 10:
        how = "python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
        yield Error(
            f"Set KADAM_SECRET_KEY to a random text of at least {SECRET_LENGTH} characters.",
            hint=f"Make one with: {how}",
            id="kadam.E010",
        )


def address_problems() -> Iterator[CheckMessage]:
    """Where the instance answers, and only over https."""
    if not settings.ALLOWED_HOSTS:
        yield Error(
            "Set KADAM_HOSTS to the names this instance answers to, such as kadam.example.org.",
            id="kadam.E011",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield Error(
            "KADAM_HOSTS must name each host; * would let anybody choose the address in our mails.",
            id="kadam.E012",
        )
    if not settings.BASE_URL.startswith("https://"):
        yield Error(
            "Set KADAM_BASE_URL to the public https:// address: passwords and money pass through it.",
            id="kadam.E013",
        )
    elif settings.ALLOWED_HOSTS and not is_served(
        urlsplit(settings.BASE_URL).hostname or "", settings.ALLOWED_HOSTS
    ):
        yield Error(
            "KADAM_BASE_URL names a host that is not among KADAM_HOSTS; add it there.", id="kadam.E014"
        )


def is_served(host: str, hosts: Sequence[str]) -> bool:
    """Whether `host` is one of `hosts`, which may begin with a dot for all names below."""
    return any(
        one == "*" or host == one.lstrip(".") or (one.startswith(".") and host.endswith(one)) for one in hosts
    )


def payment_problems() -> Iterator[CheckMessage]:
    """Real money needs a real provider and secrets of our own."""
    if settings.PAYMENT_RAIL != "route":
        yield Error(
            f"Set KADAM_PAYMENT_RAIL to route: {settings.PAYMENT_RAIL or 'nothing'} moves no real money.",
            hint="Razorpay Route is the licensed rail; the sandbox is for demo and development.",
            id="kadam.E020",
        )
    if not settings.RAZORPAY_BASE_URL.startswith("https://"):
        yield Error(
            "Unset KADAM_RAZORPAY_BASE_URL: in production only the provider itself is asked.", id="kadam.E021"
        )
    for name in ("RAZORPAY_KEY_ID", "RAZORPAY_KEY_SECRET", "RAZORPAY_WEBHOOK_SECRET"):
        if getattr(settings, name) in SANDBOX_SECRETS:
            yield Error(f"Set KADAM_{name} to the value from the provider's dashboard.", id="kadam.E022")
    if 0 < len(settings.RAZORPAY_WEBHOOK_SECRET) < 20:
        yield Error(
            "Set KADAM_RAZORPAY_WEBHOOK_SECRET to a random text of at least 20 characters.", id="kadam.E023"
        )


def mail_problems() -> Iterator[CheckMessage]:
    """Codes and notices must reach people, from an address that is ours, and complaints must reach somebody."""
    if settings.MAIL_BACKEND != "smtp":
        yield Error(
            "Set KADAM_MAIL to smtp: the mailbox page would show everybody's sign-in codes.", id="kadam.E030"
        )
    if EXAMPLE in settings.DEFAULT_FROM_EMAIL:
        yield Error("Set KADAM_MAIL_FROM to the address mails come from.", id="kadam.E031")
    if EXAMPLE in settings.GRIEVANCE_CONTACT:
        yield Error(
            "Set KADAM_GRIEVANCE_CONTACT to the address of your grievance officer.",
            hint="DPDP Rules 2025, r. 9, and IT Rules 2021, r. 3(2): it is published on every page.",
            id="kadam.E032",
        )


def is_sqlite() -> bool:
    """Whether the data lies in a file of this machine."""
    return str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite3")


def store_problems() -> Iterator[CheckMessage]:
    """What works, but has a limit worth knowing."""
    if is_sqlite():
        yield Warning(
            "This instance keeps its data in SQLite: right for one machine. For several, set KADAM_DATABASE_URL.",
            id="kadam.W001",
        )


def demo_problems() -> Iterator[CheckMessage]:
    """In demo mode anybody may be anybody."""
    if urlsplit(settings.BASE_URL).hostname not in LOCAL:
        yield Warning(
            "Demo mode lets every visitor sign in as anybody, staff included. Put nothing real into it.",
            id="kadam.W010",
        )
    if not is_sqlite():
        yield Warning(
            "Demo mode writes made-up people and money into KADAM_DATABASE_URL. Be sure that nothing real is there.",
            id="kadam.W011",
        )
