"""Where the sign-in library meets our people: what it asks is answered here, and what it did goes into the journal."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kadam.identity import actions, letters
from kadam.identity.models import Person
from kadam.identity.secrets import seal, unseal
from kadam.identity.sentences import ERRORS, FLASHES, METHOD_ERRORS
from kadam.kit import clock
from kadam.kit.refusals import Refusal

log = logging.getLogger(__name__)

# The library's letter about a change to a sign-in method -> the method, and whether it was added.
METHOD_CHANGES = {
    "mfa/email/totp_activated": ("app", True),
    "mfa/email/totp_deactivated": ("app", False),
    "mfa/email/webauthn_added": ("passkey", True),
    "mfa/email/webauthn_removed": ("passkey", False),
    "mfa/email/recovery_codes_generated": ("recovery_codes", True),
}


class MailFailed(Refusal):
    """The post office did not take the letter, and without it the person cannot go on."""

    message = _(
        "We could not send you the mail just now. Please try again in a minute; nothing you typed is lost for good."
    )
    status = 503


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up, sign-in, passwords and addresses."""

    error_messages = {**DefaultAccountAdapter.error_messages, **ERRORS}

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        """A filled-in sign-up form becomes a person. Raises TooYoung, AddressTaken."""
        data = form.cleaned_data
        return actions.sign_up(
            email=data["email"],
            name=data["name"],
            born_on=data["born_on"],
            password=data["password1"],
            language=form.notice.language,
            now=clock.now(),
        )

    def set_password(self, user: Person, password: str) -> None:
        """A new password, chosen by the signed-in person or through the link in a mail."""
        request = context.request
        is_own = request.user.is_authenticated and request.user.pk == user.pk
        actions.set_password(
            person=user,
            password=password,
            by_mail=not is_own,
            keep_session=(request.session.session_key or "") if is_own else "",
            now=clock.now(),
        )

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """The code was right: the address is the person's."""
        changed = email_address.user.email != email_address.email
        with letters_after(request), transaction.atomic():
            if not super().confirm_email(request, email_address):
                return False
            actions.note_email(person=email_address.user, changed=changed, now=clock.now())
        return True

    def post_login(self, request: HttpRequest, user: Person, **hints: Any) -> HttpResponse:
        """A session began: journal it, and show pages in the person's language unless this browser has one."""
        response: HttpResponse = super().post_login(request, user, **hints)
        records = get_authentication_records(request, user)
        method = str(records[-1].get("type") or records[-1]["method"]) if records else "code"
        actions.note_sign_in(person=user, method=method, now=clock.now())
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            set_language_cookie(response, user.language)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave a line for whoever watches the logs; no address in it."""
        log.warning("A sign-in was refused; it came from %s.", self.get_client_ip(request))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the account."""
        return reverse("identity:security")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        """A signed-in person comes back to the account; a new one goes on."""
        if self.request.user.is_authenticated:
            return reverse("identity:security")
        return str(super().get_email_verification_redirect_url(email_address))

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words; what a page shows anyhow is not said twice."""
        if message_template is not None and message is None:
            message = str(FLASHES[message_template]) % (message_context or {})
        if message:
            super().add_message(request, level, extra_tags=extra_tags, message=message)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the person of a change to the account, and journal it where it is one of a sign-in method."""
        if template_prefix in METHOD_CHANGES:
            method, added = METHOD_CHANGES[template_prefix]
            actions.note_method(person=user, method=method, added=added, now=clock.now())
        with translation.override(user.language):
            super().send_notification_mail(template_prefix, user, context, email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter and post it now; inside `letters_after`, once the transaction is over."""
        request = self.request
        urls = {"reset_url": request.build_absolute_uri(letters.reset_path())}
        letter = letters.write(template_prefix, {**urls, **context})
        mail = EmailMultiAlternatives(letter.subject, letter.text, self.get_from_email(), [email])
        mail.attach_alternative(letter.html, "text/html")
        waiting = getattr(request, "waiting_letters", None)
        if waiting is not None:
            waiting.append(mail)
        else:
            post(mail, needed=bool(letter.code or not context.get("timestamp")))


class MethodsAdapter(DefaultMFAAdapter):
    """Authenticator apps, passkeys, recovery codes."""

    error_messages = {**DefaultMFAAdapter.error_messages, **METHOD_ERRORS}

    def encrypt(self, text: str) -> str:
        """Secrets do not lie in the clear."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What encrypt made."""
        return unseal(encrypted_text)

    def generate_authenticator_name(self, user: Person, type: Any) -> str:
        """What a new passkey is called until the person names it."""
        return str(_("Passkey"))

    def _get_site_name(self) -> str:
        return settings.OPERATOR_NAME or "Kadam"


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Sessions ended on the library's own page."""

    def end_sessions(self, sessions: Any) -> None:
        """End them, and journal it."""
        for session in sessions:
            actions.end_session(person=session.user, session_key=session.session_key, now=clock.now())


@contextmanager
def letters_after(request: HttpRequest) -> Iterator[None]:
    """No mail inside a transaction: letters written inside are posted at the end, and not at all if it fails."""
    waiting: list[EmailMultiAlternatives] = []
    request.waiting_letters = waiting  # type: ignore[attr-defined]
    try:
        yield
    finally:
        del request.waiting_letters  # type: ignore[attr-defined]
    for mail in waiting:
        post(mail, needed=False)


def post(mail: EmailMultiAlternatives, *, needed: bool) -> None:
    """Hand the letter over. Raises MailFailed when the person needs it to go on; else a failure is logged."""
    try:
        mail.send()
    except OSError as failure:
        log.exception("The letter %r could not be sent.", mail.subject)
        if needed:
            raise MailFailed() from failure


def set_language_cookie(response: HttpResponse, language: str) -> None:
    """Show pages in this language from the next request on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=60 * 60 * 24 * 365,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
