"""Everyone gets an answer: reminders, and what happens when the company stays silent or the seats are gone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from kadam.applications.events import AnswersDueSoon, ApplicationFilled, ApplicationUnanswered
from kadam.applications.models import Application, Reminder
from kadam.applications.states import APPLICATION, OPEN, WAITING
from kadam.journal import actions as journal
from kadam.kit.rules import rules
from kadam.kit.transitions import StaleState
from kadam.projects.models import Project


def remind_of_answers(*, now: datetime) -> int:
    """Remind companies whose intake closed `rules().answer_reminder_days` ago and who owe answers; once a day named."""
    sent = 0
    for day in rules().answer_reminder_days:
        left = timedelta(days=rules().answer_days - day)
        late = Project.objects.filter(
            state__in=["intake_closed", "staffed"], answers_due_at__gt=now, answers_due_at__lte=now + left
        )
        for project in late.order_by("id")[:500]:
            sent += _remind(project, day, now)
    return sent


def _remind(project: Project, day: int, now: datetime) -> bool:
    waiting = Application.objects.filter(project=project, state__in=WAITING).count()
    if not waiting:
        return False
    with transaction.atomic():
        _row, new = Reminder.objects.get_or_create(project=project, day=day, defaults={"sent_at": now})
        if new:
            journal.record(AnswersDueSoon(f"project:{project.code}", waiting, day), now=now)
    return new


def close_unanswered(*, now: datetime) -> int:
    """Tell everyone whose project's answer window is over that the company did not answer; how many."""
    late = Application.objects.filter(
        state__in=WAITING,
        project__answers_due_at__lte=now,
        project__state__in=["intake_closed", "staffed", "completed"],
    )
    return sum(_close(application, now) for application in late.order_by("id")[:1000])


def fill_open_applications(project_code: str, *, cancelled: bool, now: datetime) -> int:
    """All seats went to others, or the project was called off: everyone still open hears it. Gives how many."""
    states = OPEN if cancelled else WAITING
    rows = Application.objects.filter(project__code=project_code, state__in=states).order_by("position")
    return sum(_fill(application, cancelled, now) for application in rows)


def _fill(application: Application, cancelled: bool, now: datetime) -> bool:
    try:
        with transaction.atomic():
            APPLICATION.move(
                application,
                "call_off" if cancelled else "fill",
                answered_at=now,
                closed_at=now,
                reason="seats_filled",
            )
            journal.record(ApplicationFilled(f"application:{application.code}", cancelled), now=now)
            return True
    except StaleState:
        return False


def _close(application: Application, now: datetime) -> bool:
    try:
        with transaction.atomic():
            APPLICATION.move(application, "leave_unanswered", closed_at=now)
            journal.record(ApplicationUnanswered(f"application:{application.code}"), now=now)
            return True
    except StaleState:
        return False
