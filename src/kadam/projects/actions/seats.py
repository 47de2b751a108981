"""Seats: offered, taken, freed, given up, settled. The project's row is always updated first: it is the lock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q

from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.rules import rules
from kadam.kit.transitions import StaleState
from kadam.payments import actions as payments
from kadam.projects.actions.intake import close_intake
from kadam.projects.events import ProjectCompleted, ProjectExpired, ProjectStaffed, SeatGivenUp
from kadam.projects.models import Project, Seat
from kadam.projects.refusals import SeatLost, SeatsFull
from kadam.projects.states import PROJECT

LOOKING = ("open", "intake_closed")
FREE = Q(reserved_at=None, taken_at=None, released_at=None)


def reserve_seat(project: Project, *, now: datetime) -> Seat:
    """A free seat, held for an offer: no two offers share one. Raises SeatsFull."""
    with transaction.atomic():
        free = Q(seats__gt=F("seats_reserved") + F("seats_taken") + F("seats_gone"))
        if not _count(project, Q(state__in=LOOKING) & free, seats_reserved=F("seats_reserved") + 1):
            raise SeatsFull()
        seat = Seat.objects.filter(FREE, project=project).order_by("number").first()
        if seat is None or not _mark(seat, FREE, reserved_at=now):
            raise SeatsFull()
        return seat


def take_seat(seat: Seat, *, now: datetime) -> Seat:
    """The student under offer takes the seat; the last one makes the project staffed.

    Raises SeatLost when the project was called off or the seat was given to nobody meanwhile.
    """
    with transaction.atomic():
        project = seat.project
        counts = {"seats_reserved": F("seats_reserved") - 1, "seats_taken": F("seats_taken") + 1}
        if not _count(project, Q(state__in=LOOKING, seats_reserved__gt=0), **counts):
            raise SeatLost()
        if not _mark(seat, Q(reserved_at__isnull=False, taken_at=None, released_at=None), taken_at=now):
            raise SeatLost()
        wind_up(project, now=now)
        return seat


def free_seat(seat: Seat, *, now: datetime) -> Seat:
    """The offer was declined or ran out, or the student left before any money moved: it can be offered again.

    A seat that is already free stays so. A staffed project looks for somebody again.
    """
    with transaction.atomic():
        project = seat.project
        lock_project(project)
        seat.refresh_from_db()
        if seat.released_at or not seat.reserved_at:
            return seat
        column = "seats_taken" if seat.taken_at else "seats_reserved"
        _count(project, Q(), **{column: F(column) - 1})
        _mark(seat, Q(), reserved_at=None, taken_at=None)
        if project.state == "staffed":
            PROJECT.move(project, "unstaff", answers_due_at=now + timedelta(days=rules().answer_days))
        return seat


def give_up_seat(seat: Seat, *, reason: str, actor: Person | None, now: datetime) -> Seat:
    """The seat goes for good and its money back to the company; the project ends when it was the last.

    A seat that is already released stays as it is.
    """
    with transaction.atomic():
        project = seat.project
        lock_project(project)
        seat.refresh_from_db()
        if seat.released_at:
            return seat
        counts: dict[str, Any] = {"seats_gone": F("seats_gone") + 1}
        if seat.taken_at or seat.reserved_at:
            column = "seats_taken" if seat.taken_at else "seats_reserved"
            counts[column] = F(column) - 1
        _count(project, Q(), **counts)
        _mark(seat, Q(), released_at=now, taken_at=None)
        if seat.hold is not None:
            payments.refund(seat.hold, reason=reason, actor=actor, now=now)
        event = SeatGivenUp(f"project:{project.code}", seat.code, reason)
        journal.record(event, actor=actor.code if actor else "", now=now)
        wind_up(project, now=now)
        return seat


def settle_seat(seat: Seat, *, now: datetime) -> Seat:
    """The work on the seat is settled; the project is completed when no seat is left open. Twice changes nothing."""
    with transaction.atomic():
        project = seat.project
        lock_project(project)
        if _mark(seat, Q(taken_at__isnull=False, released_at=None), released_at=now):
            wind_up(project, now=now)
        return seat


def wind_up(project: Project, *, now: datetime) -> None:
    """Move the project where its seats say: staffed when none is looked for, over when none is left.

    Called after an update of the project's row in this transaction, so that no other seat changes meanwhile.
    """
    project.refresh_from_db()
    seats = Seat.objects.filter(project=project).aggregate(
        unfilled=Count("id", filter=Q(taken_at=None, released_at=None)),
        running=Count("id", filter=Q(taken_at__isnull=False, released_at=None)),
        settled=Count("id", filter=Q(taken_at__isnull=False, released_at__isnull=False)),
    )
    if project.state not in {*LOOKING, "staffed"} or seats["unfilled"]:
        return
    if seats["running"]:
        if project.state != "staffed":
            PROJECT.move(project, "staff")
            journal.record(ProjectStaffed(f"project:{project.code}"), now=now)
    else:
        _end(project, "complete" if seats["settled"] else "expire", now)


def lock_project(project: Project) -> None:
    """Hold the project's row until the transaction ends, on both databases, by an update that changes nothing."""
    if not Project.objects.filter(pk=project.pk).update(version=F("version")):
        raise StaleState()
    project.refresh_from_db()


def _end(project: Project, move: str, now: datetime) -> None:
    if project.state == "open":
        close_intake(project, why="full", now=now)
    if project.state == "staffed" and move == "expire":
        PROJECT.move(project, "unstaff")
    PROJECT.move(project, move, ended_at=now)
    event = (ProjectCompleted if move == "complete" else ProjectExpired)(f"project:{project.code}")
    journal.record(event, now=now)


def _count(project: Project, only_if: Q, **counts: Any) -> int:
    return Project.objects.filter(only_if, pk=project.pk).update(**counts)


def _mark(seat: Seat, only_if: Q, **changes: Any) -> int:
    done = Seat.objects.filter(only_if, pk=seat.pk).update(**changes)
    if done:
        for name, value in changes.items():
            setattr(seat, name, value)
    return done
