"""What is said about a person's own account."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadam.notifications.letters import Words
from kadam.notifications.sentences.parts import spoken

METHODS: dict[str, str | Promise] = {
    "app": gettext_lazy("An authenticator app"),
    "passkey": gettext_lazy("A passkey"),
    "recovery_codes": gettext_lazy("Recovery codes"),
}


def _not_me() -> str:
    return _("If it was not you, choose a new password now and end the sessions you do not know.")


def password_changed() -> Words:
    """To the person."""
    return Words(_("Your password was changed"), _not_me(), _("Open your account"))


def address_changed() -> Words:
    """To the person."""
    return Words(_("You sign in with a new e-mail address"), _not_me(), _("Open your account"))


def method_added(method: str) -> Words:
    """To the person."""
    what = {"what": METHODS.get(method, method)}
    return Words(_("%(what)s was added to your account") % what, _not_me(), _("Open your account"))


def method_removed(method: str) -> Words:
    """To the person."""
    what = {"what": METHODS.get(method, method)}
    return Words(_("%(what)s was removed from your account") % what, _not_me(), _("Open your account"))


def payout_account_added(where: str) -> Words:
    """To the student."""
    text = _("From now on what you earn is sent to %(where)s.") % {"where": where}
    return Words(_("Your money goes to a new account"), f"{text} {_not_me()}", _("See where it goes"))


def closure_asked(closing_at: str) -> Words:
    """To the person."""
    names = {"until": spoken(closing_at)}
    text = _("Until then everything works, begun work is paid, and you can keep the account by one press.")
    return Words(_("Your account closes on %(until)s") % names, text, _("Keep the account"))


def closure_called_off() -> Words:
    """To the person."""
    return Words(_("Your account stays open"), _("Nothing was closed or removed."), _("Open your account"))


def closed() -> Words:
    """To the address of the account."""
    text = _(
        "Nobody can sign in to it any more, and what was public about you came down. "
        "What the law asks us to keep is kept for that time only. Money that is owed to you is still paid."
    )
    return Words(_("Your account on Kadam is closed"), text, _("Read how we keep data"))


def staff_appointed() -> Words:
    """To the person."""
    text = _("Everything you do there is written into the journal with your name.")
    return Words(_("You may use the staff console"), text, _("Open the console"))
