"""What can happen to an application. Subjects are "application:CODE"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ApplicationSubmitted:
    """A student pitched."""

    subject: str
    project: str
    position: int


@dataclass(frozen=True)
class ApplicationSeen:
    """Somebody at the company read it."""

    subject: str


@dataclass(frozen=True)
class ApplicantShortlisted:
    """The company sees name and college from now on: the lifting of the blind is on record."""

    subject: str


@dataclass(frozen=True)
class OfferMade:
    """The company offered the seat."""

    subject: str
    expires_at: str


@dataclass(frozen=True)
class OfferAccepted:
    """The student took the seat."""

    subject: str


@dataclass(frozen=True)
class OfferDeclined:
    """The student passed."""

    subject: str


@dataclass(frozen=True)
class OfferExpired:
    """The student did not answer in time."""

    subject: str


@dataclass(frozen=True)
class ApplicantNotSelected:
    """The company said no, with a reason."""

    subject: str
    reason: str


@dataclass(frozen=True)
class ApplicationWithdrawn:
    """The student stepped back."""

    subject: str


@dataclass(frozen=True)
class ApplicationFilled:
    """All seats went to others, or the project was called off."""

    subject: str
    cancelled: bool


@dataclass(frozen=True)
class ApplicationUnanswered:
    """The company did not answer in time; it counts against it in public."""

    subject: str


@dataclass(frozen=True)
class AnswersDueSoon:
    """Pitches still wait for the company's answer. Subject is "project:CODE"."""

    subject: str
    waiting: int
    day: int
