"""What can happen to a portfolio. Subjects are "portfolio:CODE" with the code of the student's profile."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PortfolioOpened:
    """The first accepted work stands on it; nobody but the student sees it."""

    subject: str
    slug: str


@dataclass(frozen=True)
class EntryAdded:
    """Another accepted work stands on it."""

    subject: str
    work: str
    detail: str


@dataclass(frozen=True)
class PortfolioPublished:
    """The student decided that anyone with the address may see it."""

    subject: str
    slug: str


@dataclass(frozen=True)
class PortfolioWithdrawn:
    """Nobody but the student sees it."""

    subject: str


@dataclass(frozen=True)
class EntryChanged:
    """An entry is shown in another way, or in other words of the student."""

    subject: str
    work: str
    detail: str


@dataclass(frozen=True)
class AddressChosen:
    """It is found elsewhere; the old address leads nowhere."""

    subject: str
    slug: str


@dataclass(frozen=True)
class IndexingChanged:
    """Search engines may list it, or no longer."""

    subject: str
    allowed: bool
