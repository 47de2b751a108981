"""The clocks of projects. Each finds its work by state and date, so a missed turn is made up by the next."""

from __future__ import annotations

from datetime import datetime, timedelta

from kadam.journal.registry import clock
from kadam.projects.actions.ending import end_unchosen, expire_unfunded
from kadam.projects.actions.intake import close_due_intakes


@clock(every=timedelta(minutes=1))
def close_intakes(now: datetime) -> int:
    """The days for pitching are over."""
    return close_due_intakes(now=now)


@clock(every=timedelta(minutes=5))
def give_back_unchosen_seats(now: datetime) -> int:
    """Nobody was chosen in time: the money goes back."""
    return end_unchosen(now=now)


@clock(every=timedelta(minutes=10))
def expire_unpaid_projects(now: datetime) -> int:
    """The money never came."""
    return expire_unfunded(now=now)
