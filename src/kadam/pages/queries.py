"""What the public pages show of the whole market."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from kadam.kit.clock import day_of
from kadam.payments import queries as payments
from kadam.projects import queries as projects
from kadam.projects.library import Template


@dataclass(frozen=True)
class Pulse:
    """The market at a glance; money in paise, over the last 30 days."""

    open: int
    paid_paise: int


def open_now(*, now: datetime, size: int = 6) -> list[projects.ProjectCard]:
    """The newest open projects, as cards. Two queries."""
    return list(projects.listing(projects.Filters(), today=day_of(now), size=size).rows)


def market_pulse(*, now: datetime) -> Pulse:
    """How many projects are open and what students were paid. Two queries."""
    return Pulse(projects.open_count(), payments.paid_since(now - timedelta(days=30)))


def project_ideas(size: int = 6) -> list[Template]:
    """One brief template a family, for companies that wonder what to ask for. No query."""
    return [shelf.templates[0] for shelf in projects.templates()][:size]
