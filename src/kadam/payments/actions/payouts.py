"""Money on its way to a student: told to the provider, believed only when the provider says so."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kadam.identity.models import Person
from kadam.journal.actions import record
from kadam.kit.transitions import StaleState
from kadam.ledger import accounts
from kadam.ledger.actions import post
from kadam.ledger.queries import is_posted
from kadam.payments.events import PaymentUnmatched, PayoutPaid, PayoutRetried, PayoutReturned, PayoutSent
from kadam.payments.gateways import Destination, Rail, RailRefused, TransferSeen, rail_for
from kadam.payments.models import Payout, PayoutAccount
from kadam.payments.states import PAYOUT


def send_payout(code: str, *, now: datetime) -> bool:
    """Tell the provider to pay a payout that is due, once for each attempt; False when it waits for an account.

    Outside every transaction. When the provider refuses, the payout counts as returned. Raises RailUnavailable.
    """
    payout = Payout.objects.select_related("hold__funding", "payee").get(code=code)
    account = PayoutAccount.objects.filter(person=payout.payee).order_by("-id").first()
    if payout.state != "due" or account is None:
        return False
    funding = payout.hold.funding
    rail = rail_for(funding.rail)
    try:
        seen = rail.transfer(
            key=key_of(payout),
            payment_id=funding.payment_id,
            account=_at_provider(rail, account, payout.payee),
            amount_paise=payout.amount_paise,
        )
    except RailRefused as no:
        _refused(payout, account, str(no), now)
        return True
    _sent(payout, account, seen, now)
    if seen.state != "pending":
        with transaction.atomic():
            apply_transfer(seen, now=now)
    return True


def key_of(payout: Payout) -> str:
    """Our name for one attempt, known to the provider."""
    return f"{payout.code}-{payout.attempt}"


def _at_provider(rail: Rail, account: PayoutAccount, person: Person) -> str:
    """The provider's name of the account, asked for once."""
    if not account.provider_account:
        destination = Destination(
            account.holder_name, person.email, account.upi_id, account.bank_account, account.ifsc
        )
        account.provider_account = rail.payee(key=f"{person.code}-{account.pk}", destination=destination)
        PayoutAccount.objects.filter(pk=account.pk).update(provider_account=account.provider_account)
    return account.provider_account


def _sent(payout: Payout, account: PayoutAccount, seen: TransferSeen, now: datetime) -> None:
    this_attempt = Q(attempt=payout.attempt)
    try:
        with transaction.atomic():
            step = {"transfer_id": seen.id, "account": account, "sent_at": now, "note": ""}
            PAYOUT.move(payout, "send", only_if=this_attempt, **step)
            record(PayoutSent(f"payout:{payout.code}", payout.hold.code), now=now)
    except StaleState:  # the webhook was faster than the provider's own answer
        Payout.objects.filter(this_attempt, pk=payout.pk, account=None).update(account=account)


def _refused(payout: Payout, account: PayoutAccount, reason: str, now: datetime) -> None:
    with suppress(StaleState), transaction.atomic():
        step = {"account": account, "note": reason[:200]}
        PAYOUT.move(payout, "return", only_if=Q(attempt=payout.attempt), **step)
        record(PayoutReturned(f"payout:{payout.code}", payout.hold.code, reason), now=now)


def send_waiting(person_code: str, *, now: datetime) -> int:
    """Send everything that waited for this person's account, what came back included; how many payouts."""
    for payout in Payout.objects.filter(payee__code=person_code, state="returned").order_by("id"):
        with suppress(StaleState):
            retry_payout(payout, actor=None, now=now)
    due = Payout.objects.filter(payee__code=person_code, state="due").order_by("id")
    return sum(send_payout(code, now=now) for code in list(due.values_list("code", flat=True)))


def retry_payout(payout: Payout, *, actor: Person | None, now: datetime) -> Payout:
    """Send money that came back again, as a new attempt, after commit. Raises StaleState."""
    with transaction.atomic():
        anew: dict[str, Any] = {"transfer_id": "", "due_at": now, "sent_at": None, "asked_at": None}
        attempt = payout.attempt
        PAYOUT.move(payout, "retry", only_if=Q(attempt=attempt), attempt=attempt + 1, **anew)
        retried = PayoutRetried(f"payout:{payout.code}", payout.hold.code)
        record(retried, actor=actor.code if actor else "", now=now)
        return payout


def apply_transfer(seen: TransferSeen, *, now: datetime) -> bool:
    """Believe what the provider says about a transfer, in the caller's transaction; False when it changes nothing."""
    code, _dash, number = seen.key.rpartition("-")
    known = Q(transfer_id=seen.id) | Q(code=code) if code else Q(transfer_id=seen.id)
    payout = Payout.objects.select_related("hold__funding", "payee").filter(known).first()
    if payout is None:
        return _unmatched(f"transfer:{seen.id}", f"Transfer {seen.id} is none of ours.", now)
    attempt = int(number) if number.isdigit() else payout.attempt
    if seen.amount_paise != payout.amount_paise:
        text = f"Transfer {seen.id} moved {seen.amount_paise} paise, not {payout.amount_paise}."
        return _unmatched(f"payout:{payout.code}", text, now)
    try:
        if seen.state == "processed":
            return _paid(payout, attempt, seen, now)
        return seen.state in {"failed", "reversed"} and _came_back(payout, attempt, seen, now)
    except StaleState:
        return False


def _unmatched(subject: str, text: str, now: datetime) -> bool:
    record(PaymentUnmatched(subject, text), now=now)
    return False


def _paid(payout: Payout, attempt: int, seen: TransferSeen, now: datetime) -> bool:
    key = f"payout:{payout.code}:{attempt}:paid"
    this_attempt = Q(attempt=attempt)
    try:
        PAYOUT.move(payout, "pay", only_if=this_attempt, transfer_id=seen.id, paid_at=now, note="")
    except StaleState:
        if is_posted(key):
            return False
        text = f"Transfer {seen.id} was paid after it had failed."  # money left that we did not expect
        return _unmatched(f"payout:{payout.code}", text, now)
    lines = [
        (accounts.owed(payout.payee.code), -payout.amount_paise),
        (accounts.outside(payout.hold.funding.rail), payout.amount_paise),
    ]
    post(key=key, kind="paid", lines=lines, at=now)
    record(PayoutPaid(f"payout:{payout.code}", payout.hold.code, payout.amount_paise), now=now)
    return True


def _came_back(payout: Payout, attempt: int, seen: TransferSeen, now: datetime) -> bool:
    """Not arrived, or taken back after it had: the second is booked, the first never was."""
    reason = seen.reason or _("Your bank sent it back.")
    step = {"transfer_id": seen.id, "note": reason[:200]}
    this_attempt = Q(attempt=attempt)
    if seen.state == "reversed" and is_posted(f"payout:{payout.code}:{attempt}:paid"):
        PAYOUT.move(payout, "reverse", only_if=this_attempt, paid_at=None, **step)
        lines = [
            (accounts.outside(payout.hold.funding.rail), -payout.amount_paise),
            (accounts.owed(payout.payee.code), payout.amount_paise),
        ]
        post(key=f"payout:{payout.code}:{attempt}:reversed", kind="reversed", lines=lines, at=now)
    else:
        PAYOUT.move(payout, "return", only_if=this_attempt, **step)
    record(PayoutReturned(f"payout:{payout.code}", payout.hold.code, reason), now=now)
    return True
