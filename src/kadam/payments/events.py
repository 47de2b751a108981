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
    """The provider could not take the payment."""

    subject: str
    reference: str
    reason: str


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
class RefundCompleted:
    """The company has its money back."""

    subject: str
    hold: str
    amount_paise: int


@dataclass(frozen=True)
class WebhookReceived:
    """The provider told us something; it is to be acted on. Subject is "webhook:ID"."""

    subject: str
