"""The clocks of the work."""

from __future__ import annotations

from datetime import datetime, timedelta

from kadam.engagements import actions
from kadam.journal.registry import clock


@clock(every=timedelta(minutes=1))
def accept_overdue(now: datetime) -> None:
    """A silent company accepts."""
    actions.accept_overdue(now=now)


@clock(every=timedelta(minutes=10))
def remind_of_reviews(now: datetime) -> None:
    """Companies that owe a review hear of it."""
    actions.remind_of_reviews(now=now)


@clock(every=timedelta(minutes=15))
def stop_for_exams(now: datetime) -> None:
    """Exam days stop the student's clock."""
    actions.pause_for_exams(now=now)
