"""What is said about money: set aside, paid, returned, refunded, and what staff must look at."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kadam.kit.money import rupees
from kadam.notifications.letters import Words
from kadam.notifications.sentences.parts import spoken
from kadam.payments.models import Funding, Payout, Refund


def set_aside(funding: Funding) -> Words:
    """To the company."""
    names = {"amount": rupees(funding.amount_paise), "title": funding.title}
    text = _(
        "The payment provider holds it. It is released when you accept the work; "
        "for a seat that stays empty it comes back to you."
    )
    return Words(
        _("%(amount)s is set aside for “%(title)s”") % names,
        text,
        _("See the money"),
        facts=((_("Set aside"), names["amount"]), (_("For"), funding.title)),
    )


def payment_failed(funding: Funding, reason: str) -> Words:
    """To the company."""
    names = {
        "amount": rupees(funding.amount_paise),
        "title": funding.title,
        "until": spoken(funding.expires_at),
    }
    text = _("Nothing was taken from your account. You can try again until %(until)s.")
    return Words(
        _("The payment for “%(title)s” did not go through") % names,
        text % names,
        _("Try again"),
        quote=reason,
    )


def payout_sent(payout: Payout) -> Words:
    """To the student."""
    names = _payout_names(payout)
    text = _("It is for “%(title)s” and arrives on the same or the next working day.")
    return Words(_("%(amount)s is on its way to you") % names, text % names, _("See your money"))


def payout_paid(payout: Payout) -> Words:
    """To the student."""
    names = _payout_names(payout)
    text = _("%(company)s paid it for “%(title)s”. No fee was taken.")
    return Words(
        _("%(amount)s has reached you") % names,
        text % names,
        _("See your money"),
        facts=((_("Paid to you"), names["amount"]), (_("For"), names["title"])),
    )


def payout_returned(payout: Payout, reason: str) -> Words:
    """To the student."""
    names = _payout_names(payout)
    text = _("It stays yours. Correct where your money should go, and it is sent again at once.")
    return Words(_("Your bank sent %(amount)s back") % names, text, _("Correct the account"), quote=reason)


def refunded(refund: Refund) -> Words:
    """To the company."""
    names = {"amount": rupees(refund.amount_paise), "title": refund.hold.funding.title}
    text = _(
        "It is the money of a seat of “%(title)s” that was not needed. The reason is on your money page."
    )
    return Words(_("%(amount)s is back with you") % names, text % names, _("See the money"))


def refund_failed(refund: Refund) -> Words:
    """To the company."""
    names = {"amount": rupees(refund.amount_paise), "title": refund.hold.funding.title}
    text = _("The payment provider could not send it. It stays yours, and we try again every few hours.")
    return Words(_("%(amount)s for “%(title)s” is not back yet") % names, text, _("See the money"))


def refund_stuck(refund: Refund, reason: str) -> Words:
    """To staff."""
    names = {"amount": rupees(refund.amount_paise), "company": refund.hold.funding.payer.name}
    text = _("The provider refused it. It is tried again every few hours; help if that goes on.")
    title = _("A refund of %(amount)s to %(company)s failed") % names
    return Words(title, text, _("Look at it"), quote=reason)


def unmatched(reason: str) -> Words:
    """To staff."""
    text = _("The provider reported money that fits nothing here. Nothing was booked. %(reason)s")
    return Words(_("A payment needs your eyes"), text % {"reason": reason}, _("Look at it"))


def out_of_balance(problems: Sequence[str]) -> Words:
    """To staff."""
    title = ngettext("The books show %(count)s problem", "The books show %(count)s problems", len(problems))
    return Words(
        title % {"count": len(problems)},
        _("The hourly check found them. Nothing was changed; look before more money moves."),
        _("Open the books"),
        quote="\n".join(problems),
    )


def _payout_names(payout: Payout) -> dict[str, str]:
    funding = payout.hold.funding
    return {
        "amount": rupees(payout.amount_paise),
        "title": funding.title,
        "company": funding.payer.name,
    }
