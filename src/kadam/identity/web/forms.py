"""The forms of sign-up, sign-in and the account: the library's, in our words, and our own."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as methods
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kadam.identity.actions import AddressTaken, TooYoung
from kadam.identity.notices import CURRENT, Notice, current_notice, notice
from kadam.identity.passwords import NotGuessable
from kadam.identity.policies import age_on, is_adult
from kadam.kit import clock
from kadam.kit.rules import rules

PASSWORD_HINT = gettext_lazy(
    "At least 10 characters. Three words that do not belong together are good; you may paste."
)
LABELS = {
    "login": gettext_lazy("E-mail address"),
    "email": gettext_lazy("E-mail address"),
    "password": gettext_lazy("Password"),
    "oldpassword": gettext_lazy("Present password"),
    "password1": gettext_lazy("New password"),
    "remember": gettext_lazy("Keep me signed in on this device for 14 days"),
    "code": gettext_lazy("Code"),
    "passwordless": gettext_lazy("Sign in with this passkey alone, without the password"),
    "name": gettext_lazy("Name of the passkey"),
}
OLDEST = 100  # years; a date further back is a slip of the finger


class Dressed:
    """The library's form, with our labels, no text inside the boxes, and a password typed once."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields.pop("password2", None)  # a person who can look at what they typed need not type it twice
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = PASSWORD_HINT if name == "password1" else ""
            dress(field.widget)


def dress(widget: forms.Widget) -> None:
    """Placeholders vanish when one types; labels stay. Passwords can be looked at; codes get the digits' keyboard."""
    widget.attrs.pop("placeholder", None)
    if isinstance(widget, forms.PasswordInput):
        widget.attrs["data-reveal"] = _("Show")
        widget.attrs["data-hide"] = _("Hide")
        widget.attrs["maxlength"] = 256
    if widget.attrs.get("autocomplete") == "one-time-code":
        widget.attrs |= {"inputmode": "numeric", "class": "short", "autofocus": True}


class LoginForm(Dressed, account.LoginForm):
    """Sign-in by password."""


class AddEmailForm(Dressed, account.AddEmailForm):
    """Another address to sign in with."""


class ChangePasswordForm(Dressed, account.ChangePasswordForm):
    """The present password and a new one."""


class SetPasswordForm(Dressed, account.SetPasswordForm):
    """A first password."""


class ResetPasswordForm(Dressed, account.ResetPasswordForm):
    """Where to send the link."""


class ResetPasswordKeyForm(Dressed, account.ResetPasswordKeyForm):
    """The new password, through the link."""


class ReauthenticateForm(Dressed, account.ReauthenticateForm):
    """The password again."""


class ConfirmEmailVerificationCodeForm(Dressed, account.ConfirmEmailVerificationCodeForm):
    """The code in the mail."""


class ChangeEmailForm(Dressed, account.ChangeEmailForm):
    """A slip in the address, mended before the code came."""


class AuthenticateForm(Dressed, methods.AuthenticateForm):
    """The second step of a sign-in."""


class MethodReauthenticateForm(Dressed, methods.ReauthenticateForm):
    """A code again."""


class ActivateTOTPForm(Dressed, totp.ActivateTOTPForm):
    """The first code of a new authenticator app."""


class AddWebAuthnForm(Dressed, webauthn.AddWebAuthnForm):
    """A new passkey; by default one that signs in alone."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["passwordless"].initial = True


class EditWebAuthnForm(Dressed, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""


class SignupForm(Dressed, account.SignupForm):
    """Who opens the account, and their yes to the notice they were shown."""

    name = forms.CharField(
        max_length=120,
        label=gettext_lazy("Full name"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    born_on = forms.DateField(
        label=gettext_lazy("Date of birth"),
        widget=forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "bday", "class": "short"}
        ),
    )
    agree = forms.BooleanField(
        label=gettext_lazy("I have read this and agree to it"),
        error_messages={"required": gettext_lazy("Without your yes we may not keep an account for you.")},
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False)  # the notice on the page: "2026-11.en"
    account_already_exists: bool
    field_order = ["name", "email", "born_on", "password1", "agree", "shown"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].label = _("Full name")
        self.fields["password1"].label = _("Password")
        hint = _(
            "Only adults can agree to paid work: you need to be %(age)s or older. We show your age to nobody."
        )
        self.fields["born_on"].help_text = hint % {"age": rules().age_min}
        self.notice = self._notice_shown() or current_notice(get_language() or "en")
        self.initial["shown"] = f"{self.notice.version}.{self.notice.language}"

    def _notice_shown(self) -> Notice | None:
        version, _dot, language = str(self.data.get("shown", "")).rpartition(".")
        return notice(version, language) if version == CURRENT else None

    def clean_name(self) -> str:
        """A name has a letter in it."""
        name = " ".join(self.cleaned_data["name"].split())
        if not any(character.isalpha() for character in name):
            raise ValidationError(_("Write the name that is to stand on your work."))
        return name

    def clean_born_on(self) -> date:
        """An adult's date of birth; below the age the refusal is kind, and nothing is stored."""
        born_on: date = self.cleaned_data["born_on"]
        today = clock.today()
        if born_on > today or age_on(born_on, today) > OLDEST:
            raise ValidationError(_("Check the year: this cannot be a date of birth."))
        if not is_adult(born_on, today, rules().age_min):
            raise ValidationError(str(TooYoung(age=rules().age_min)))
        return born_on

    def clean_shown(self) -> str:
        """The yes is to the notice in force, in the language it was read in."""
        if self._notice_shown() is None:
            raise ValidationError(
                _("The notice has changed since you opened this page. Please read it again, then agree.")
            )
        return str(self.cleaned_data["shown"])

    def clean(self) -> dict[str, Any]:
        """A password that leans on the name is guessable too."""
        data: dict[str, Any] = super().clean()
        if data.get("password1") and not self.has_error("password1"):
            person = SimpleNamespace(name=data.get("name", ""), email=data.get("email", ""))
            try:
                NotGuessable().validate(data["password1"], person)
            except ValidationError as error:
                self.add_error("password1", error)
        return data

    def try_save(self, request: HttpRequest) -> tuple[Any, HttpResponse | None]:
        """Open the account. Where the address has one, the answer looks and takes as long as if it had none."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
            return super().try_save(request)  # type: ignore[no-any-return]
        try:
            return super().try_save(request)  # type: ignore[no-any-return]
        except AddressTaken:  # two presses at once: the second is told by mail, as anybody is
            self.account_already_exists = True
            return super().try_save(request)  # type: ignore[no-any-return]


class DetailsForm(forms.Form):
    """Name and language."""

    name = forms.CharField(
        max_length=120,
        label=gettext_lazy("Full name"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        choices=settings.LANGUAGES,
        label=gettext_lazy("Language of pages and mails"),
        widget=forms.RadioSelect,
    )
