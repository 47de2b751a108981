"""The way of one seat's money, step by step: what, when, who acts next. Pure: rows in, steps out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from kadam.payments.models import Hold, Payout, Refund


@dataclass(frozen=True)
class MoneyStep:
    """One step. `state` is done | now | todo | stopped; `who` acted, or acts next."""

    label: str
    at: datetime | None
    note: str
    amount_paise: int | None
    state: str
    who: str

    @property
    def what(self) -> str:
        """The same, as the time-line component names it."""
        return self.label

    @property
    def when(self) -> datetime | str:
        """The moment, or what it waits for."""
        return self.at or self.note

    @property
    def paise(self) -> int | None:
        """The amount, as the time-line component names it."""
        return self.amount_paise


def money_steps(hold: Hold, payer: str, payout: Payout | None, refund: Refund | None) -> list[MoneyStep]:
    """The steps of one hold. `payer` is the company's name; a hold has a payout, a refund, or neither."""
    steps = [_set_aside(hold, payer)]
    if hold.state == "failed":
        return steps
    if refund is not None:
        return [*steps, *_back(hold, payer, refund)]
    return [*steps, *_onward(hold, payer, payout)]


def _set_aside(hold: Hold, payer: str) -> MoneyStep:
    amount = hold.amount_paise
    if hold.held_at is not None:
        return MoneyStep(_("Set aside with the payment provider"), hold.held_at, "", amount, "done", payer)
    if hold.state == "failed":
        return MoneyStep(_("Not set aside"), None, _("nobody paid; nothing was taken"), amount, "stopped", payer)
    return MoneyStep(_("To be set aside"), None, _("waits for the company to pay"), amount, "now", payer)


def _onward(hold: Hold, payer: str, payout: Payout | None) -> list[MoneyStep]:
    if payout is None:
        state = "now" if hold.state == "held" else "todo"
        return [
            MoneyStep(_("Released"), None, _("when the work is accepted"), hold.amount_paise, state, payer),
            MoneyStep(_("In the student's bank"), None, _("the same or next working day"), None, "todo", ""),
        ]
    released = MoneyStep(_("Released"), hold.settled_at, "", payout.amount_paise, "done", payer)
    return [released, *_to_the_bank(payout)]


def _to_the_bank(payout: Payout) -> list[MoneyStep]:
    provider, student = _("payment provider"), _("student")
    bank = _("In the student's bank")
    if payout.state == "paid":
        return [MoneyStep(bank, payout.paid_at, "", payout.amount_paise, "done", provider)]
    if payout.state == "returned":
        note = payout.note or _("the bank sent it back")
        return [
            MoneyStep(_("Came back from the bank"), None, note, payout.amount_paise, "stopped", student),
            MoneyStep(bank, None, _("as soon as there is a working account"), None, "todo", ""),
        ]
    if payout.state == "sent":
        return [
            MoneyStep(_("Sent"), payout.sent_at, "", payout.amount_paise, "done", provider),
            MoneyStep(bank, None, _("the same or next working day"), None, "now", provider),
        ]
    waits = _("waits until the student says where") if payout.account_id is None else _("within minutes")
    who = student if payout.account_id is None else provider
    return [
        MoneyStep(_("To be sent"), None, waits, payout.amount_paise, "now", who),
        MoneyStep(bank, None, _("the same or next working day"), None, "todo", ""),
    ]


def _back(hold: Hold, payer: str, refund: Refund) -> list[MoneyStep]:
    provider = _("payment provider")
    given_up = MoneyStep(_("Given back"), hold.settled_at, refund.reason, refund.amount_paise, "done", payer)
    arrived = _("Back with the company")
    if refund.state == "done":
        return [given_up, MoneyStep(arrived, refund.done_at, "", refund.amount_paise, "done", provider)]
    if refund.state == "failed":
        note = _("the provider could not send it; it is tried again")
        return [given_up, MoneyStep(arrived, None, note, refund.amount_paise, "stopped", provider)]
    return [given_up, MoneyStep(arrived, None, _("within 5 to 7 working days"), refund.amount_paise, "now", provider)]
