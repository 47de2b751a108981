"""What can happen to an engagement. Subjects are "engagement:CODE"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EngagementAgreed:
    """The student accepted the offer and the agreement."""

    subject: str
    project: str
    application: str


@dataclass(frozen=True)
class KickedOff:
    """The company signed too and the work began."""

    subject: str
    due_at: str


@dataclass(frozen=True)
class WorkPaused:
    """An exam or an absent supervisor stopped the clock."""

    subject: str
    why: str


@dataclass(frozen=True)
class WorkResumed:
    """The clock runs again, with the deadline moved."""

    subject: str
    due_at: str


@dataclass(frozen=True)
class WorkSubmitted:
    """A version was handed in; the company's review clock runs."""

    subject: str
    version: int
    review_due_at: str


@dataclass(frozen=True)
class RevisionAsked:
    """The company asked for another version."""

    subject: str
    left: int


@dataclass(frozen=True)
class ReviewDueSoon:
    """The review clock is running out."""

    subject: str
    day: int


@dataclass(frozen=True)
class WorkAccepted:
    """The work is accepted: the money is released and the proof stands. `by_clock` when the company was silent."""

    subject: str
    by_clock: bool


@dataclass(frozen=True)
class EngagementAbandoned:
    """One side ended it before the work was handed in; the seat's money goes back."""

    subject: str
    by: str
    why: str
