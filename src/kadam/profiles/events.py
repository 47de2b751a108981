"""What can happen to a student's profile. Subjects are "profile:CODE"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ProfileCreated:
    """A person became a student here."""

    subject: str


@dataclass(frozen=True)
class ProfileChanged:
    """The student edited it."""

    subject: str
    fields: list[str]


@dataclass(frozen=True)
class BlackoutAdded:
    """Days on which the student does not work."""

    subject: str
    starts_on: str
    ends_on: str


@dataclass(frozen=True)
class BlackoutRemoved:
    """Those days are free again."""

    subject: str
    starts_on: str
    ends_on: str


@dataclass(frozen=True)
class WorkProved:
    """An accepted engagement stands on the student's record."""

    subject: str
    work: str
    engagement: str
