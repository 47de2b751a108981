"""After commit: what has to be told to the provider is told, and what the provider told is acted on."""

from __future__ import annotations

from kadam.journal.registry import Heard, subscriber
from kadam.payments import actions, queries
from kadam.payments.events import (
    FundingRequested,
    HoldRefunded,
    HoldReleased,
    PayoutAccountAdded,
    PayoutRetried,
    RefundRetried,
    WebhookReceived,
)


def code_in(heard: Heard) -> str:
    """The code in "kind:code"."""
    return heard.subject.partition(":")[2]


@subscriber(FundingRequested)
def make_order(heard: Heard) -> None:
    """The order exists before the company comes to pay."""
    actions.make_order(queries.funding_of(code_in(heard)), now=heard.at)


@subscriber(WebhookReceived)
def apply_webhook(heard: Heard) -> None:
    """Act on what the provider told."""
    actions.apply_webhook(int(code_in(heard)), now=heard.at)


@subscriber(HoldReleased)
def send_payout(heard: Heard) -> None:
    """The money goes to the student, if we know where."""
    actions.send_payout(heard.data["payout"], now=heard.at)


@subscriber(PayoutRetried)
def send_payout_again(heard: Heard) -> None:
    """The money goes to the student once more."""
    actions.send_payout(code_in(heard), now=heard.at)


@subscriber(PayoutAccountAdded)
def send_what_waited(heard: Heard) -> None:
    """Now we know where."""
    actions.send_waiting(code_in(heard), now=heard.at)


@subscriber(HoldRefunded)
def send_refund(heard: Heard) -> None:
    """The money goes back to the company."""
    actions.send_refund(heard.data["refund"], now=heard.at)


@subscriber(RefundRetried)
def send_refund_again(heard: Heard) -> None:
    """The money goes back to the company once more."""
    actions.send_refund(code_in(heard), now=heard.at)
