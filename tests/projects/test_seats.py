"""Seats: reserved for an offer, taken, freed, given up, settled; and what that makes of the project."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kadam.journal.queries import history
from kadam.projects import actions, queries
from kadam.projects.models import Project, Seat
from kadam.projects.refusals import SeatLost, SeatsFull
from tests.support.companies import owner_of
from tests.support.projects import make_open_project

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def counts(project: Project) -> tuple[int, int, int]:
    fresh = queries.fresh(project)
    return fresh.seats_reserved, fresh.seats_taken, fresh.seats_gone


def state(project: Project) -> str:
    return queries.fresh(project).state


def kinds(project: Project) -> list[str]:
    return [event.kind.removeprefix("projects.") for event in history(f"project:{project.code}")]


def hold_state(seat: Seat) -> str:
    return Seat.objects.select_related("hold").get(pk=seat.pk).hold.state


@pytest.fixture
def project() -> Project:
    return make_open_project(seats=2, now=NOW)


def test_each_offer_has_a_seat_of_its_own(project):
    first, second = actions.reserve_seat(project, now=NOW), actions.reserve_seat(project, now=NOW)
    assert {first.number, second.number} == {1, 2}
    with pytest.raises(SeatsFull):
        actions.reserve_seat(project, now=NOW)
    assert counts(project) == (2, 0, 0)
    assert state(project) == "open"


def test_a_taken_seat_is_counted_and_the_last_one_staffs(project):
    first, second = actions.reserve_seat(project, now=NOW), actions.reserve_seat(project, now=NOW)
    actions.take_seat(first, now=NOW)
    assert (counts(project), state(project)) == ((1, 1, 0), "open")
    actions.take_seat(second, now=NOW)
    assert (counts(project), state(project)) == ((0, 2, 0), "staffed")
    assert kinds(project)[-1] == "ProjectStaffed"


def test_a_seat_is_taken_once(project):
    seat = actions.reserve_seat(project, now=NOW)
    other = Seat.objects.get(pk=seat.pk)
    actions.take_seat(seat, now=NOW)
    with pytest.raises(SeatLost):
        actions.take_seat(other, now=NOW)
    assert counts(project) == (0, 1, 0)


def test_a_declined_seat_can_be_offered_again(project):
    seat = actions.reserve_seat(project, now=NOW)
    actions.free_seat(seat, now=NOW)
    actions.free_seat(seat, now=NOW)
    assert counts(project) == (0, 0, 0)
    assert actions.reserve_seat(project, now=NOW).number == 1
    assert hold_state(seat) == "held"


def test_a_student_who_leaves_makes_the_project_look_again(project):
    seats = [actions.reserve_seat(project, now=NOW) for _ in range(2)]
    for seat in seats:
        actions.take_seat(seat, now=NOW)
    actions.free_seat(seats[0], now=NOW)
    fresh = queries.fresh(project)
    assert (fresh.state, counts(project)) == ("intake_closed", (0, 1, 0))
    assert fresh.answers_due_at == NOW + timedelta(days=7)
    again = actions.reserve_seat(project, now=NOW)
    actions.take_seat(again, now=NOW)
    assert state(project) == "staffed"


def test_a_seat_given_up_goes_back_to_the_company(project):
    seat = actions.reserve_seat(project, now=NOW)
    actions.take_seat(seat, now=NOW)
    actions.give_up_seat(seat, reason="The student left.", actor=owner_of(project.organization), now=NOW)
    assert hold_state(seat) == "refunded"
    assert (counts(project), state(project)) == ((0, 0, 1), "open")
    actions.give_up_seat(seat, reason="Again.", actor=None, now=NOW)
    assert counts(project) == (0, 0, 1)
    assert kinds(project).count("SeatGivenUp") == 1


def test_a_project_is_completed_when_every_seat_is_settled(project):
    seats = [actions.reserve_seat(project, now=NOW) for _ in range(2)]
    for seat in seats:
        actions.take_seat(seat, now=NOW)
    actions.settle_seat(seats[0], now=NOW)
    assert state(project) == "staffed"
    actions.settle_seat(seats[1], now=NOW)
    actions.settle_seat(seats[1], now=NOW)
    assert state(project) == "completed"
    assert kinds(project).count("ProjectCompleted") == 1


def test_work_settled_while_a_seat_is_free_completes_nothing(project):
    seat = actions.reserve_seat(project, now=NOW)
    actions.take_seat(seat, now=NOW)
    actions.settle_seat(seat, now=NOW)
    assert state(project) == "open"
    free = Seat.objects.get(project=project, number=2)
    actions.give_up_seat(free, reason="Enough.", actor=None, now=NOW)
    assert state(project) == "completed"


def test_the_last_seat_given_up_ends_a_project_nobody_finished(project):
    for seat in Seat.objects.filter(project=project).order_by("number"):
        actions.give_up_seat(seat, reason="Nobody.", actor=None, now=NOW)
    assert state(project) == "expired"
    assert kinds(project)[-2:] == ["IntakeClosed", "ProjectExpired"]


def test_a_staffed_project_whose_students_all_leave_expires(project):
    seats = [actions.reserve_seat(project, now=NOW) for _ in range(2)]
    for seat in seats:
        actions.take_seat(seat, now=NOW)
    for seat in seats:
        actions.give_up_seat(seat, reason="Left.", actor=None, now=NOW)
    assert (state(project), counts(project)) == ("expired", (0, 0, 2))


def test_one_left_and_one_settled_is_completed(project):
    seats = [actions.reserve_seat(project, now=NOW) for _ in range(2)]
    for seat in seats:
        actions.take_seat(seat, now=NOW)
    actions.give_up_seat(seats[0], reason="Left.", actor=None, now=NOW)
    assert state(project) == "staffed"
    actions.settle_seat(seats[1], now=NOW)
    assert state(project) == "completed"


def test_an_offer_outlives_the_intake_but_not_the_project(project):
    seat = actions.reserve_seat(project, now=NOW)
    actions.close_intake(project, why="time", now=NOW)
    actions.cancel_project(project, reason="Plans changed.", actor=owner_of(project.organization), now=NOW)
    with pytest.raises(SeatLost):
        actions.take_seat(seat, now=NOW)
    with pytest.raises(SeatsFull):
        actions.reserve_seat(project, now=NOW)
