"""Rails: how money is asked for, sent and sent back. Each licensed provider is one module that speaks `Rail`.

A rail is only ever called outside a transaction. Every call that makes something takes a `key` of ours and may
be repeated: the same key finds or makes the same thing, so that a crash after the call costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kadam.kit.refusals import Refusal


class RailUnavailable(Refusal):
    """The provider did not answer, or answered that it is broken: try again later; nothing is known to have moved."""

    message = _(
        "The payment provider does not answer just now. Nothing was taken. Please try again in a minute."
    )
    status = 503


class RailRefused(Refusal):
    """The provider understood and said no; the text is its reason."""

    message = _("The payment provider refused this.")
    status = 422


class NoRail(Refusal):
    """This instance has no payment provider."""

    message = _("This instance has no payment provider yet. Its operator has to set one up first.")
    status = 503


class BadSignature(Refusal):
    """A message that the provider did not sign."""

    message = _("This message is not signed by the payment provider.")
    status = 400


@dataclass(frozen=True)
class OrderSeen:
    """How an order stands at the provider. `key` is ours, empty when the provider did not say."""

    id: str
    key: str
    amount_paise: int
    paid: bool
    payment_id: str


@dataclass(frozen=True)
class AttemptFailed:
    """One attempt to pay an order that did not go through."""

    order_id: str
    payment_id: str
    reason: str


@dataclass(frozen=True)
class TransferSeen:
    """How a transfer to a student stands: pending | processed | failed | reversed."""

    id: str
    key: str
    amount_paise: int
    state: str
    reason: str


@dataclass(frozen=True)
class RefundSeen:
    """How a refund to a company stands: pending | processed | failed."""

    id: str
    key: str
    amount_paise: int
    state: str
    reason: str


Seen = OrderSeen | AttemptFailed | TransferSeen | RefundSeen


@dataclass(frozen=True)
class Hosted:
    """The provider's own page where the company pays: a form to send there."""

    address: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Destination:
    """Where a student's money goes. One of UPI id, or bank account with IFSC."""

    holder_name: str
    email: str
    upi_id: str = ""
    bank_account: str = ""
    ifsc: str = ""


class Rail(Protocol):
    """A licensed provider. Raises RailUnavailable or RailRefused; never anything of its client library."""

    name: str
    kinds: tuple[str, ...]  # of payout accounts it can pay: "upi", "bank"

    def create_order(self, *, key: str, amount_paise: int, title: str) -> OrderSeen:
        """Ask for a payment, once for each key."""

    def fetch_order(self, order_id: str) -> OrderSeen:
        """How an order stands."""

    def hosted(
        self, *, order_id: str, amount_paise: int, title: str, back: str, cancel: str
    ) -> Hosted | None:
        """The provider's page to pay on; None when `practise_payment` stands in for it."""

    def returned(self, fields: Mapping[str, str]) -> bool:
        """Whether the fields the browser brought back from the provider's page are the provider's."""

    def practise_payment(self, order_id: str) -> None:
        """Play the company's bank. Raises RailRefused on a rail with real money."""

    def payee(self, *, key: str, destination: Destination) -> str:
        """The provider's name for a student, made or brought up to date with where their money goes."""

    def transfer(self, *, key: str, payment_id: str, account: str, amount_paise: int) -> TransferSeen:
        """Send money of a payment to a payee, once for each key."""

    def fetch_transfer(self, transfer_id: str) -> TransferSeen:
        """How a transfer stands."""

    def refund(self, *, key: str, payment_id: str, amount_paise: int) -> RefundSeen:
        """Send money of a payment back to who paid it, once for each key."""

    def fetch_refund(self, refund_id: str) -> RefundSeen:
        """How a refund stands."""

    def verify(self, *, body: bytes, signature: str) -> None:
        """Check that the provider signed these very bytes. Raises BadSignature."""

    def read(self, body: str) -> Seen | None:
        """What a verified message says; None when it does not concern us."""


_standing_in: list[Rail] = []


def rail_name() -> str:
    """The rail that new payments take, as kept in the rows: what is in-process is the same stand-in."""
    return "sandbox" if _standing_in or settings.PAYMENT_RAIL == "inprocess" else settings.PAYMENT_RAIL


def rail_for(name: str) -> Rail:
    """The rail of that name, as configured. Raises NoRail."""
    from kadam.payments.gateways import route

    if name == "sandbox":
        if _standing_in:
            return _standing_in[-1]
        return route.in_process() if settings.PAYMENT_RAIL == "inprocess" else route.sandbox()
    if name == "route":
        return route.live()
    raise NoRail()


@contextmanager
def in_process_sandbox() -> Iterator[Rail]:
    """While inside, the sandbox is reached without HTTP, in the file its own process keeps: for the demo's loader."""
    from kadam.payments.gateways import route

    rail = route.in_process()
    _standing_in.append(rail)
    try:
        yield rail
    finally:
        _standing_in.remove(rail)
