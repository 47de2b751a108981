"""What the sign-in library mails, in our words: one function a letter, by the name the library knows it by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kadam.identity.devices import device
from kadam.kit.words import moment

type Context = Mapping[str, Any]


@dataclass(frozen=True)
class Letter:
    """One mail. `code` is shown large; `action` is a button: its words and its address."""

    subject: str
    lines: tuple[str, ...]
    code: str = ""
    action: tuple[str, str] | None = None
    after: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The whole letter as plain text."""
        action = (f"{self.action[0]}:\n{self.action[1]}",) if self.action else ()
        parts = (*self.lines, *((self.code,) if self.code else ()), *action, *self.after, "Kadam")
        return "\n\n".join(parts) + "\n"

    @property
    def html(self) -> str:
        """The whole letter as HTML."""
        return render_to_string("identity/email/letter.html", {"letter": self, "subject": self.subject})


def ignore() -> str:
    """For letters that somebody else may have caused."""
    return _("If this was not you, you need do nothing: without this mail nobody gets any further.")


def verify_new(context: Context) -> Letter:
    """The code that ends a sign-up."""
    return Letter(
        _("%(code)s is your code for Kadam") % context,
        (_("Type this code on the page where you signed up. It works for 10 minutes."),),
        code=context["code"],
        after=(ignore(),),
    )


def verify_change(context: Context) -> Letter:
    """The code that proves a further address."""
    return Letter(
        _("%(code)s is your code for Kadam") % context,
        (_("Type this code on the page where you gave this address. It works for 10 minutes."),),
        code=context["code"],
        after=(_("Until then you sign in with the address you had before."), ignore()),
    )


def account_exists(context: Context) -> Letter:
    """Somebody signed up with an address that has an account."""
    return Letter(
        _("You already have an account on Kadam"),
        (
            _(
                "Somebody, perhaps you, wanted to open an account with this address. It has one, so none was opened."
            ),
            _("If you have forgotten the password, choose a new one."),
        ),
        action=(_("Choose a new password"), context["password_reset_url"]),
        after=(ignore(),),
    )


def unknown_account(context: Context) -> Letter:
    """Somebody asked for a new password with an address that has no account."""
    return Letter(
        _("There is no account on Kadam with this address"),
        (
            _(
                "Somebody, perhaps you, asked for a new password for this address, but it has no account here."
            ),
            _("You may have signed up with another address. Or open an account with this one:"),
        ),
        action=(_("Open an account"), context["signup_url"]),
        after=(ignore(),),
    )


def reset_link(context: Context) -> Letter:
    """The way to a new password."""
    return Letter(
        _("Choose a new password for Kadam"),
        (_("Somebody, perhaps you, asked for a new password for your account."),),
        action=(_("Choose a new password"), context["password_reset_url"]),
        after=(
            _("The link works once, for 30 minutes. Your password stays as it is until you choose another."),
            ignore(),
        ),
    )


def sign_in_code(context: Context) -> Letter:
    """A code in place of a password (of the library; not offered)."""
    lines = (_("Type this code on the page where you are signing in."),)
    return Letter(
        _("%(code)s is your code for Kadam") % context, lines, code=context["code"], after=(ignore(),)
    )


def change(name: str, context: Context) -> Letter:
    """A letter that tells of a change to the account, and what to do if it was somebody else."""
    subject, line = CHANGES[name]
    where = {
        "device": device(context["user_agent"]),
        "ip": context["ip"],
        "when": moment(context["timestamp"]),
    }
    return Letter(
        _(subject),
        (_(line) % context, _("It came from %(device)s (address %(ip)s) on %(when)s.") % where),
        action=(_("It was not me"), context["reset_url"]),
        after=(
            _(
                "That leads to a new password, and signs everybody else out. If it was you, you need do nothing."
            ),
        ),
    )


CHANGES: dict[str, tuple[str, str]] = {
    "account/email/password_changed": (
        gettext_noop("Your password was changed"),
        gettext_noop("Your password for Kadam was changed, and every other device was signed out."),
    ),
    "account/email/password_reset": (
        gettext_noop("Your password was changed"),
        gettext_noop("A new password for Kadam was chosen through the link we mailed you."),
    ),
    "account/email/password_set": (
        gettext_noop("Your account has a password"),
        gettext_noop("A password was added to your account on Kadam."),
    ),
    "account/email/email_changed": (
        gettext_noop("Your e-mail address was changed"),
        gettext_noop(
            "You now sign in to Kadam as %(to_email)s. This address, %(from_email)s, no longer works."
        ),
    ),
    "account/email/email_confirm": (
        gettext_noop("Your e-mail address is confirmed"),
        gettext_noop("Your e-mail address on Kadam was confirmed."),
    ),
    "account/email/email_deleted": (
        gettext_noop("An e-mail address was removed"),
        gettext_noop("The address %(deleted_email)s was removed from your account."),
    ),
    "mfa/email/totp_activated": (
        gettext_noop("An authenticator app was added"),
        gettext_noop("From now on signing in to Kadam also asks for a code from your authenticator app."),
    ),
    "mfa/email/totp_deactivated": (
        gettext_noop("The authenticator app was removed"),
        gettext_noop("Signing in to Kadam no longer asks for a code from your authenticator app."),
    ),
    "mfa/email/webauthn_added": (
        gettext_noop("A passkey was added"),
        gettext_noop("A new passkey can be used to sign in to your account on Kadam."),
    ),
    "mfa/email/webauthn_removed": (
        gettext_noop("A passkey was removed"),
        gettext_noop("A passkey of your account on Kadam was removed and no longer works."),
    ),
    "mfa/email/recovery_codes_generated": (
        gettext_noop("You have new recovery codes"),
        gettext_noop("New recovery codes were made for your account. The old ones no longer work."),
    ),
}
LETTERS: dict[str, Callable[[Context], Letter]] = {
    "account/email/email_confirmation_signup": verify_new,
    "account/email/email_confirmation": verify_change,
    "account/email/account_already_exists": account_exists,
    "account/email/unknown_account": unknown_account,
    "account/email/password_reset_key": reset_link,
    "account/email/password_reset_code": sign_in_code,
    "account/email/login_code": sign_in_code,
}


def write(name: str, context: Context) -> Letter:
    """The letter of that name. `context` is what the library gives, and `reset_url`."""
    return LETTERS[name](context) if name in LETTERS else change(name, context)


def reset_path() -> str:
    """Where anybody may ask for a new password."""
    return reverse("account_reset_password")
