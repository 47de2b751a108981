"""Money: who hears what. These mails cannot be muted."""

from __future__ import annotations

from datetime import timedelta

from kadam.journal.registry import Heard, subscriber
from kadam.notifications.actions import Series
from kadam.notifications.audience import payers, staff
from kadam.notifications.sentences import money as say
from kadam.notifications.subscribers.parts import code_in, path, tell
from kadam.payments import events
from kadam.payments.queries import funding_of, payout_of, refund_of

TOPIC = "money"


@subscriber(events.FundingPaid)
def set_aside(heard: Heard) -> None:
    """Who pays, whoever pressed: the receipt."""
    funding = funding_of(code_in(heard))
    people, link = payers(funding.payer), path("payments:company", code=funding.payer.code)
    tell(heard, TOPIC, people, lambda: say.set_aside(funding), link, own=True)


@subscriber(events.FundingFailed)
def payment_failed(heard: Heard) -> None:
    """Who pays: nothing was taken."""
    funding, reason = funding_of(code_in(heard)), heard.data["reason"]
    link = path("payments:checkout", code=funding.code)
    tell(heard, TOPIC, payers(funding.payer), lambda: say.payment_failed(funding, reason), link, own=True)


@subscriber(events.PayoutSent)
def payout_sent(heard: Heard) -> None:
    """The student, without a mail: it is mailed when it has arrived."""
    payout = payout_of(code_in(heard))
    link = path("payments:earnings")
    tell(heard, TOPIC, [payout.payee], lambda: say.payout_sent(payout), link, mail=False)


@subscriber(events.PayoutPaid)
def payout_paid(heard: Heard) -> None:
    """The student: the money is there."""
    payout = payout_of(code_in(heard))
    tell(heard, TOPIC, [payout.payee], lambda: say.payout_paid(payout), path("payments:earnings"))


@subscriber(events.PayoutReturned)
def payout_returned(heard: Heard) -> None:
    """The student: why it came back, and what to correct."""
    payout, reason = payout_of(code_in(heard)), heard.data["reason"]
    link = path("payments:payout_account")
    tell(heard, TOPIC, [payout.payee], lambda: say.payout_returned(payout, reason), link)


@subscriber(events.RefundCompleted)
def refunded(heard: Heard) -> None:
    """Who pays: a line for each seat, one mail for those that arrive together."""
    refund = refund_of(code_in(heard))
    payer = refund.hold.funding.payer
    together = Series(f"refunds:{refund.hold.funding.code}", quiet=timedelta(hours=1), piles=True)
    link = path("payments:company", code=payer.code)
    tell(heard, TOPIC, payers(payer), lambda: say.refunded(refund), link, series=together)


@subscriber(events.RefundFailed)
def refund_failed(heard: Heard) -> None:
    """Who pays, without a mail; staff, with one a day for each refund."""
    refund, reason = refund_of(code_in(heard)), heard.data["reason"]
    payer = refund.hold.funding.payer
    link = path("payments:company", code=payer.code)
    tell(heard, TOPIC, payers(payer), lambda: say.refund_failed(refund), link, mail=False)
    daily = Series(f"refund:{refund.code}", quiet=timedelta(days=1))
    tell(heard, TOPIC, staff(), lambda: say.refund_stuck(refund, reason), _journal(heard), series=daily)


@subscriber(events.PaymentUnmatched)
def unmatched(heard: Heard) -> None:
    """Staff: money that fits nothing."""
    reason = heard.data["reason"]
    tell(heard, TOPIC, staff(), lambda: say.unmatched(reason), _journal(heard))


@subscriber(events.BooksOutOfBalance)
def out_of_balance(heard: Heard) -> None:
    """Staff: the books do not prove themselves. One mail in six hours while it lasts."""
    problems = heard.data["problems"]
    lasting = Series("books", quiet=timedelta(hours=6))
    tell(heard, TOPIC, staff(), lambda: say.out_of_balance(problems), path("staff:books"), series=lasting)


def _journal(heard: Heard) -> str:
    return path("staff:journal", subject=heard.subject)
