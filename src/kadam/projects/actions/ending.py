"""How projects end before their work does: called off, never paid for, nobody chosen, taken down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.rules import rules
from kadam.kit.transitions import StaleState
from kadam.organizations.policies import PAYERS, require_role
from kadam.organizations.queries import roles_of
from kadam.payments import actions as payments
from kadam.projects.actions.intake import over
from kadam.projects.actions.seats import FREE, give_up_seat, lock_project, wind_up
from kadam.projects.events import ProjectCancelled, ProjectExpired, ProjectSuspended, SuspensionLifted
from kadam.projects.models import Project, Seat
from kadam.projects.policies import require_reviewer
from kadam.projects.refusals import StudentAtWork
from kadam.projects.states import PROJECT

CALLED_OFF = "The project was called off."
NOBODY_CHOSEN = "Nobody was chosen for this seat in time."


def cancel_project(project: Project, *, reason: str, actor: Person, now: datetime) -> Project:
    """The company calls it off: every hold is refunded, offers lapse, everyone who pitched is told.

    Raises StudentAtWork when a seat is taken, StaleState when it is over already, NotYours unless the actor may fund.
    """
    require_role(roles_of(actor, project.organization), *PAYERS)
    with transaction.atomic():
        was = project.state
        try:
            PROJECT.move(project, "cancel", only_if=Q(seats_taken=0), ended_at=now)
        except StaleState:
            project.refresh_from_db()
            raise StudentAtWork() if PROJECT.allows("cancel", project.state) else StaleState() from None
        if was == "awaiting_funds":
            payments.expire_funding(reference=f"project:{project.code}", now=now)
        _refund(
            Seat.objects.filter(project=project, released_at=None, hold__isnull=False), CALLED_OFF, actor, now
        )
        event = ProjectCancelled(f"project:{project.code}", reason)
        journal.record(event, actor=actor.code, now=now)
        return project


def give_back_free_seats(project: Project, *, actor: Person, now: datetime) -> int:
    """Look for nobody else: seats without student or offer are given up and refunded; how many. Raises NotYours."""
    require_role(roles_of(actor, project.organization), *PAYERS)
    with transaction.atomic():
        return _give_up_free(project, CALLED_OFF, actor, now)


def end_unchosen(*, now: datetime, limit: int = 200) -> int:
    """Give up the free seats of projects for which nobody can be chosen any more; how many seats."""
    count = 0
    for project in Project.objects.filter(over(now)).order_by("id")[:limit]:
        with transaction.atomic():
            count += _give_up_free(project, NOBODY_CHOSEN, None, now)
    return count


def expire_unfunded(*, now: datetime, limit: int = 200) -> int:
    """End the projects whose money did not come in `rules().funding_days`; how many."""
    late = Project.objects.filter(state="awaiting_funds", funds_due_at__lte=now).order_by("id")
    return sum(_expire(project, now) for project in late[:limit])


def suspend_project(project: Project, *, reason: str, actor: Person, now: datetime) -> Project:
    """Staff take it off the listing; its money stays held. Raises StaffOnly, StaleState."""
    require_reviewer(actor)
    with transaction.atomic():
        PROJECT.move(project, "suspend")
        journal.record(ProjectSuspended(f"project:{project.code}", reason), actor=actor.code, now=now)
        return project


def lift_suspension(project: Project, *, actor: Person, now: datetime) -> Project:
    """Staff let it go on; its intake stays closed and the days for answers run anew. Raises StaffOnly, StaleState."""
    require_reviewer(actor)
    with transaction.atomic():
        due = now + timedelta(days=rules().answer_days)
        PROJECT.move(project, "lift_suspension", answers_due_at=due)
        journal.record(SuspensionLifted(f"project:{project.code}"), actor=actor.code, now=now)
        wind_up(project, now=now)
        return project


def _give_up_free(project: Project, reason: str, actor: Person | None, now: datetime) -> int:
    lock_project(project)
    seats = Seat.objects.filter(FREE, project=project).select_related("project", "hold").order_by("number")
    return sum(bool(give_up_seat(seat, reason=reason, actor=actor, now=now).released_at) for seat in seats)


def _refund(seats: Iterable[Seat], reason: str, actor: Person | None, now: datetime) -> None:
    for seat in seats:
        mine = Seat.objects.filter(pk=seat.pk, released_at=None, taken_at=None)
        if seat.hold is not None and mine.update(released_at=now):
            payments.refund(seat.hold, reason=reason, actor=actor, now=now)


def _expire(project: Project, now: datetime) -> int:
    try:
        with transaction.atomic():
            PROJECT.move(project, "expire", only_if=Q(state="awaiting_funds"), ended_at=now)
            payments.expire_funding(reference=f"project:{project.code}", now=now)
            journal.record(ProjectExpired(f"project:{project.code}"), now=now)
    except StaleState:
        return 0
    return 1
