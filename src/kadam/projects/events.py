"""What can happen to a project. Subjects are "project:CODE"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ProjectDrafted:
    """A company began a brief."""

    subject: str
    organization: str


@dataclass(frozen=True)
class BriefEdited:
    """A company wrote into its draft."""

    subject: str
    fields: list[str]


@dataclass(frozen=True)
class DraftReopened:
    """The brief is a draft again instead of waiting for its money."""

    subject: str


@dataclass(frozen=True)
class ProjectSubmitted:
    """The brief waits for a person to read it: the company's first."""

    subject: str


@dataclass(frozen=True)
class ChangesAsked:
    """Staff asked for changes to the brief."""

    subject: str
    note: str


@dataclass(frozen=True)
class BriefPassed:
    """The brief is fine; the money is asked for. `read` when a person read it."""

    subject: str
    read: bool


@dataclass(frozen=True)
class ProjectOpened:
    """The money is held: students can see it and pitch."""

    subject: str


@dataclass(frozen=True)
class IntakeClosed:
    """No more pitches: the queue is full or the days are over."""

    subject: str
    why: str  # "full" | "time"


@dataclass(frozen=True)
class ProjectStaffed:
    """Every seat has its student."""

    subject: str


@dataclass(frozen=True)
class ProjectCompleted:
    """Every seat's work is settled."""

    subject: str


@dataclass(frozen=True)
class ProjectCancelled:
    """The company called it off; free seats are refunded."""

    subject: str
    reason: str


@dataclass(frozen=True)
class ProjectExpired:
    """It was not funded, or nobody was chosen, in time."""

    subject: str


@dataclass(frozen=True)
class ProjectSuspended:
    """Staff took it off the listing."""

    subject: str
    reason: str


@dataclass(frozen=True)
class SuspensionLifted:
    """Staff let it go on."""

    subject: str


@dataclass(frozen=True)
class SeatGivenUp:
    """A seat goes for good; its money goes back to the company."""

    subject: str
    seat: str
    reason: str
