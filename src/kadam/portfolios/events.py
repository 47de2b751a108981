"""What can happen to a portfolio. Subjects are "portfolio:SLUG"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PortfolioPublished:
    """Anyone with the address can see it."""

    subject: str


@dataclass(frozen=True)
class PortfolioWithdrawn:
    """Nobody but the student sees it."""

    subject: str


@dataclass(frozen=True)
class EntryChanged:
    """An entry is shown in another way."""

    subject: str
    work: str
    detail: str
