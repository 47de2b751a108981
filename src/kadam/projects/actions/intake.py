"""The queue of pitches, and its end."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from kadam.journal import actions as journal
from kadam.kit.rules import rules
from kadam.kit.transitions import StaleState
from kadam.projects.events import IntakeClosed
from kadam.projects.models import Project
from kadam.projects.refusals import IntakeOver
from kadam.projects.states import PROJECT


def take_queue_place(project: Project, *, now: datetime) -> int:
    """The next place in the queue, from 1; the last one closes the intake.

    Called inside the transaction that keeps the pitch. One conditional update: of twenty who press at once for the
    last place one gets it. Raises IntakeOver.
    """
    with transaction.atomic():
        open_now = Project.objects.filter(
            pk=project.pk, state="open", intake_closes_at__gt=now, pitches__lt=F("pitch_limit")
        )
        if not open_now.update(pitches=F("pitches") + 1):
            raise IntakeOver()
        project.refresh_from_db(fields=["pitches", "pitch_limit", "state"])
        if project.pitches == project.pitch_limit:
            close_intake(project, why="full", now=now)
        return project.pitches


def close_intake(project: Project, *, why: str, now: datetime) -> Project:
    """No more pitches; from now the company's days for answering run. `why` is "full" or "time". Raises StaleState."""
    with transaction.atomic():
        due = now + timedelta(days=rules().answer_days)
        PROJECT.move(project, "close_intake", answers_due_at=due)
        journal.record(IntakeClosed(f"project:{project.code}", why), now=now)
        return project


def close_due_intakes(*, now: datetime, limit: int = 500) -> int:
    """Close every intake whose days are over; how many."""
    due = Project.objects.filter(state="open", intake_closes_at__lte=now).order_by("intake_closes_at", "id")
    return sum(_close(project, now) for project in due[:limit])


def _close(project: Project, now: datetime) -> int:
    try:
        close_intake(project, why="time", now=now)
    except StaleState:
        return 0
    return 1


def over(now: datetime) -> Q:
    """Projects nobody can be chosen for any more: answers and a last offer had their time, or nobody pitched."""
    late = now - timedelta(hours=rules().offer_hours)
    return Q(state="intake_closed") & (Q(answers_due_at__lte=late) | Q(pitches=0))
