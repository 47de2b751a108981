"""The clocks of the answer guarantee."""

from __future__ import annotations

from datetime import datetime, timedelta

from kadam.applications import actions
from kadam.journal.registry import clock


@clock(every=timedelta(minutes=1))
def expire_offers(now: datetime) -> None:
    """Offers run out after `rules().offer_hours`."""
    actions.expire_due_offers(now=now)


@clock(every=timedelta(minutes=10))
def remind(now: datetime) -> None:
    """Companies that owe answers hear of it."""
    actions.remind_of_answers(now=now)


@clock(every=timedelta(minutes=5))
def close_unanswered(now: datetime) -> None:
    """Nobody waits longer than the answer window."""
    actions.close_unanswered(now=now)
