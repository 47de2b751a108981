"""Calling a project off, giving back free seats, taking it down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kadam.journal.queries import history
from kadam.kit.refusals import NotYours
from kadam.kit.transitions import StaleState
from kadam.payments.queries import funding_for
from kadam.projects import actions, queries
from kadam.projects.models import Project
from kadam.projects.refusals import StaffOnly, StudentAtWork
from tests.support.companies import add_member, owner_of
from tests.support.people import make_person
from tests.support.projects import make_awaiting_funds, make_draft, make_open_project, make_submitted

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def holds(project: Project) -> list[str]:
    return [seat.hold.state for seat in queries.seats_of(project) if seat.hold]


def cancel(project: Project) -> None:
    actions.cancel_project(project, reason="Plans changed.", actor=owner_of(project.organization), now=NOW)


@pytest.mark.parametrize("make", [make_draft, make_submitted, make_awaiting_funds])
def test_before_it_opens_no_money_moves(make):
    project = make()
    cancel(project)
    assert queries.fresh(project).state == "cancelled"
    funding = funding_for(f"project:{project.code}")
    assert funding is None or funding.state == "expired"


def test_every_free_seat_is_refunded():
    project = make_open_project(seats=2)
    actions.reserve_seat(project, now=NOW)
    cancel(project)
    fresh = queries.fresh(project)
    assert (fresh.state, fresh.ended_at) == ("cancelled", NOW)
    assert holds(project) == ["refunded", "refunded"]
    event = history(f"project:{project.code}")[-1]
    assert (event.kind, event.data["reason"]) == ("projects.ProjectCancelled", "Plans changed.")


def test_a_project_with_a_student_is_not_called_off():
    project = make_open_project(seats=2)
    actions.take_seat(actions.reserve_seat(project, now=NOW), now=NOW)
    with pytest.raises(StudentAtWork):
        cancel(project)
    assert queries.fresh(project).state == "open"
    assert holds(project) == ["held", "held"]


def test_its_free_seats_can_be_given_back():
    project = make_open_project(seats=2)
    seat = actions.reserve_seat(project, now=NOW)
    actions.take_seat(seat, now=NOW)
    assert actions.give_back_free_seats(project, actor=owner_of(project.organization), now=NOW) == 1
    assert queries.fresh(project).state == "staffed"
    assert holds(project) == ["held", "refunded"]
    actions.settle_seat(seat, now=NOW)
    assert queries.fresh(project).state == "completed"


def test_pressing_twice_refunds_once():
    project = make_open_project()
    stale = queries.fresh(project)
    cancel(project)
    with pytest.raises(StaleState):
        cancel(stale)
    assert holds(project) == ["refunded"]


@pytest.mark.parametrize("role", ["recruiter", "supervisor"])
def test_only_payers_call_off(role: str):
    project = make_open_project()
    member = add_member(project.organization, role=role)
    with pytest.raises(NotYours):
        actions.cancel_project(project, reason="x", actor=member, now=NOW)
    with pytest.raises(NotYours):
        actions.give_back_free_seats(project, actor=member, now=NOW)
    assert queries.fresh(project).state == "open"


def test_finance_may_call_off():
    project = make_open_project()
    actions.cancel_project(
        project, reason="x", actor=add_member(project.organization, role="finance"), now=NOW
    )
    assert queries.fresh(project).state == "cancelled"


def test_staff_take_a_project_down_and_let_it_go_on():
    project, staff = make_open_project(), make_person(staff=True)
    actions.suspend_project(project, reason="A report.", actor=staff, now=NOW)
    assert queries.fresh(project).state == "suspended"
    assert holds(project) == ["held"]
    actions.lift_suspension(project, actor=staff, now=NOW)
    fresh = queries.fresh(project)
    assert (fresh.state, fresh.answers_due_at) == ("intake_closed", NOW + timedelta(days=7))


def test_work_settled_while_taken_down_completes_it_when_it_goes_on():
    project, staff = make_open_project(seats=2), make_person(staff=True)
    seat = actions.reserve_seat(project, now=NOW)
    actions.take_seat(seat, now=NOW)
    actions.suspend_project(project, reason="A report.", actor=staff, now=NOW)
    actions.settle_seat(seat, now=NOW)
    actions.give_up_seat(project.seat_rows.get(number=2), reason="x", actor=None, now=NOW)
    assert queries.fresh(project).state == "suspended"
    actions.lift_suspension(project, actor=staff, now=NOW)
    assert queries.fresh(project).state == "completed"


def test_only_staff_take_down():
    project = make_open_project()
    with pytest.raises(StaffOnly):
        actions.suspend_project(project, reason="x", actor=owner_of(project.organization), now=NOW)
    with pytest.raises(StaffOnly):
        actions.lift_suspension(project, actor=owner_of(project.organization), now=NOW)
    assert queries.fresh(project).state == "open"
