"""The way of one seat's money, step by step: what, when, who acts next. Pure: rows in, steps out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

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
    def remark(self) -> str:
        """What there is to say besides the moment."""
        return self.note if self.at else ""

    @property
    def paise(self) -> int | None:
        """The amount, as the time-line component names it."""
        return self.amount_paise


def money_steps(
    hold: Hold,
    payer: str,
    payout: Payout | None,
    refund: Refund | None,
    *,
    has_account: bool = True,
    for_student: bool = False,
) -> list[MoneyStep]:
    """The steps of one hold. `payer` is the company's name; a hold has a payout, a refund, or neither.

    `has_account`: the student has said where to send money. `for_student`: in the second person.
    """
    words = STUDENT if for_student else EVERYBODY
    steps = [_set_aside(hold, payer)]
    if hold.state == "failed":
        return steps
    if refund is not None:
        return [*steps, *_back(hold, payer, refund)]
    if payout is None:
        return [*steps, *_to_come(hold, payer, words)]
    released = MoneyStep(_("Released"), hold.settled_at, "", payout.amount_paise, "done", payer)
    return [*steps, released, *_to_the_bank(payout, words, has_account)]


@dataclass(frozen=True)
class Words:
    """What depends on who reads."""

    student: str | Promise
    bank: str | Promise
    waits: str | Promise


STUDENT = Words(_l("you"), _l("In your bank"), _l("say where it should go"))
EVERYBODY = Words(_l("student"), _l("In the student's bank"), _l("the student has to say where"))


def _set_aside(hold: Hold, payer: str) -> MoneyStep:
    amount = hold.amount_paise
    if hold.held_at is not None:
        held = _("held by the payment provider")
        return MoneyStep(_("Set aside"), hold.held_at, held, amount, "done", payer)
    if hold.state == "failed":
        note = _("nobody paid; nothing was taken")
        return MoneyStep(_("Not set aside"), None, note, amount, "stopped", payer)
    return MoneyStep(_("To be set aside"), None, _("waits for the company"), amount, "now", payer)


def _to_come(hold: Hold, payer: str, words: Words) -> list[MoneyStep]:
    state = "now" if hold.state == "held" else "todo"
    released = MoneyStep(_("Released"), None, _("on acceptance"), hold.amount_paise, state, payer)
    return [released, _arrival("todo", words)]


def _arrival(state: str, words: Words, note: str = "") -> MoneyStep:
    return MoneyStep(str(words.bank), None, note or _("by the next working day"), None, state, "")


def _to_the_bank(payout: Payout, words: Words, has_account: bool) -> list[MoneyStep]:
    provider, amount = _("payment provider"), payout.amount_paise
    if payout.state == "paid":
        return [MoneyStep(str(words.bank), payout.paid_at, "", amount, "done", provider)]
    if payout.state == "returned":
        note = payout.note or _("The bank sent it back.")
        back = MoneyStep(_("Came back"), None, note, amount, "stopped", str(words.student))
        return [back, _arrival("todo", words, _("with a working account"))]
    if payout.state == "sent":
        sent = MoneyStep(_("Sent"), payout.sent_at, "", amount, "done", provider)
        return [sent, _arrival("now", words)]
    note, who = (_("within minutes"), provider) if has_account else (str(words.waits), str(words.student))
    return [MoneyStep(_("To be sent"), None, note, amount, "now", who), _arrival("todo", words)]


def _back(hold: Hold, payer: str, refund: Refund) -> list[MoneyStep]:
    provider, amount = _("payment provider"), refund.amount_paise
    given_up = MoneyStep(_("Given back"), hold.settled_at, refund.reason, amount, "done", payer)
    arrived = _("Back with the company")
    if refund.state == "done":
        return [given_up, MoneyStep(arrived, refund.done_at, "", amount, "done", provider)]
    if refund.state == "failed":
        note = _("the provider could not send it; it is tried again")
        return [given_up, MoneyStep(arrived, None, note, amount, "stopped", provider)]
    return [given_up, MoneyStep(arrived, None, _("in 5 to 7 working days"), amount, "now", provider)]
