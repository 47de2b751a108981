"""What can happen to money. Subjects are "funding:CODE", "hold:CODE", "payout:CODE", "refund:CODE"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FundingRequested:
    """A company is asked to pay; an order is to be made with the provider."""

    subject: str
    reference: str
    amount_paise: int


@dataclass(frozen=True)
class FundingPaid:
    """The provider has the money; each hold of the funding is held."""

    subject: str
    reference: str
    amount_paise: int


@dataclass(frozen=True)
class FundingFailed:
    """An attempt to pay did not go through; nothing was taken. While the funding is open it can be tried again."""

    subject: str
    reference: str
    reason: str


@dataclass(frozen=True)
class FundingExpired:
    """Nobody paid in time, or the company changed its mind; what is paid later is sent back."""

    subject: str
    reference: str


@dataclass(frozen=True)
class HoldReleased:
    """The hold's money is promised to a student."""

    subject: str
    reference: str
    payout: str
    amount_paise: int


@dataclass(frozen=True)
class HoldRefunded:
    """The hold's money is promised back to the company."""

    subject: str
    reference: str
    refund: str
    amount_paise: int
    reason: str


@dataclass(frozen=True)
class PayoutAccountAdded:
    """A student said where to send money. Subject is "person:CODE"."""

    subject: str
    kind: str


@dataclass(frozen=True)
class PayoutSent:
    """The provider was told to pay the student."""

    subject: str
    hold: str


@dataclass(frozen=True)
class PayoutPaid:
    """The student has the money."""

    subject: str
    hold: str
    amount_paise: int


@dataclass(frozen=True)
class PayoutReturned:
    """The student's bank sent it back."""

    subject: str
    hold: str
    reason: str


@dataclass(frozen=True)
class PayoutRetried:
    """Money that came back is to be sent again."""

    subject: str
    hold: str


@dataclass(frozen=True)
class RefundRetried:
    """A refund that failed is to be sent again."""

    subject: str
    hold: str


@dataclass(frozen=True)
class RefundFailed:
    """The provider could not send the money back; it is tried again."""

    subject: str
    hold: str
    reason: str


@dataclass(frozen=True)
class RefundCompleted:
    """The company has its money back."""

    subject: str
    hold: str
    amount_paise: int


@dataclass(frozen=True)
class WebhookReceived:
    """The provider told us something; it is to be acted on. Subject is "webhook:ID"."""

    subject: str


@dataclass(frozen=True)
class PaymentUnmatched:
    """The provider told us of money that fits nothing here; staff must look.

    Subject is the funding, payout or refund it was meant for, else the provider's own name for it.
    """

    subject: str
    reason: str


@dataclass(frozen=True)
class BooksOutOfBalance:
    """The hourly self-check found the books wrong. Subject is "books:all"."""

    subject: str
    problems: list[str]
