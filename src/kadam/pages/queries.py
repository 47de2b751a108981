"""What the public pages show of the whole market."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Pulse:
    """The market at a glance; money in paise, over the last 30 days."""

    open: int
    paid_paise: int


def open_now() -> list[Any]:
    """The newest open projects, as cards."""
    return []


def market_pulse(*, now: datetime) -> Pulse:
    """How many projects are open and what students were paid."""
    return Pulse(0, 0)


def project_ideas() -> list[Any]:
    """A few brief templates, for companies that wonder what to ask for."""
    return []
