"""What the sign-in library says on the page, in our words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# By the template the library would use; an empty one is not said: the page itself shows it.
FLASHES: dict[str, str | Promise] = {
    "account/messages/cannot_delete_primary_email.txt": _("%(email)s is the address you sign in with, so it stays."),
    "account/messages/email_confirmation_failed.txt": _("%(email)s belongs to another account; nothing was changed."),
    "account/messages/email_confirmation_sent.txt": "",
    "account/messages/email_confirmed.txt": _("Your address %(email)s is confirmed."),
    "account/messages/email_deleted.txt": _("The address %(email)s is removed."),
    "account/messages/logged_in.txt": "",
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/login_code_sent.txt": _("A code is on its way to %(recipient)s."),
    "account/messages/password_changed.txt": _("Your new password is set. Every other device is signed out."),
    "account/messages/password_set.txt": _("Your password is set."),
    "account/messages/phone_verification_sent.txt": _("A code is on its way to %(phone)s."),
    "account/messages/phone_verified.txt": _("Your number %(phone)s is confirmed."),
    "account/messages/primary_email_set.txt": _("You now sign in with the new address."),
    "account/messages/unverified_primary_email.txt": _("Confirm the new address first, by the code we mailed to it."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "You have new recovery codes. Keep them where you will find them without this device."
    ),
    "mfa/messages/totp_activated.txt": _("Your authenticator app is added."),
    "mfa/messages/totp_deactivated.txt": _("Your authenticator app is removed."),
    "mfa/messages/webauthn_added.txt": _("Your passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "usersessions/messages/sessions_logged_out.txt": _("Every other device is signed out."),
}  # fmt: skip

ERRORS: dict[str, str | Promise] = {
    "account_inactive": _("This account is closed."),
    "cannot_remove_primary_email": _("You sign in with this address, so it stays."),
    "duplicate_email": _("You already use this address."),
    "email_password_mismatch": _(
        "This e-mail address and password do not belong together. Check both, or choose a new password."
    ),
    "email_taken": _("This address cannot be used. Choose another."),
    "enter_current_password": _("This is not your present password."),
    "incorrect_code": _("This code is not right. Check it against the newest mail or your app."),
    "incorrect_password": _("This is not your password."),
    "invalid_login": _("Type your e-mail address."),
    "invalid_password_reset": _("This link was used before or is older than 30 minutes. Ask for a new one."),
    "too_many_login_attempts": _(
        "Too many wrong tries. For your safety even the right password is refused for 10 minutes. "
        "To get in at once, choose a new password by mail."
    ),
    "unknown_email": _("There is no account with this address."),
    "unverified_primary_email": _("Confirm your address first, by the code we mailed to it."),
    "same_as_current": _("This is the address you already use."),
    "rate_limited": _("That was too often. Wait a minute, then try again."),
}  # fmt: skip

METHOD_ERRORS: dict[str, str | Promise] = {
    "add_email_blocked": _("With a second step at sign-in, the address is changed on the page for it."),
    "cannot_delete_authenticator": _("This method cannot be removed now."),
    "cannot_generate_recovery_codes": _(
        "Recovery codes belong to a second step: first add an authenticator app or a passkey."
    ),
    "incorrect_code": _("This code is not right. A code of your app lives for 30 seconds; a recovery code works once."),
    "unverified_email": _("First confirm your e-mail address, by the code we mail to it."),
}  # fmt: skip
