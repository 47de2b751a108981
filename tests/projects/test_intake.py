"""The queue of pitches, and the clocks that end it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kadam.journal.queries import history
from kadam.journal.worker import run_all_clocks
from kadam.kit.transitions import StaleState
from kadam.projects import actions, queries
from kadam.projects.models import Project
from kadam.projects.refusals import IntakeOver
from tests.support.projects import make_awaiting_funds, make_open_project

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def last(project: Project) -> tuple[str, dict[str, Any]]:
    event = history(f"project:{project.code}")[-1]
    return event.kind, event.data


def test_places_are_given_out_in_order():
    project = make_open_project(now=NOW)
    assert [actions.take_queue_place(project, now=NOW + DAY) for _ in range(3)] == [1, 2, 3]
    assert queries.fresh(project).state == "open"


def test_the_last_place_closes_the_intake():
    project = make_open_project(now=NOW)
    places = [actions.take_queue_place(project, now=NOW + DAY) for _ in range(20)]
    fresh = queries.fresh(project)
    assert places[-1] == 20
    assert (fresh.state, fresh.answers_due_at) == ("intake_closed", NOW + 8 * DAY)
    assert last(project) == ("projects.IntakeClosed", {"why": "full"})
    with pytest.raises(IntakeOver):
        actions.take_queue_place(project, now=NOW + DAY)
    assert queries.fresh(project).pitches == 20


def test_nobody_pitches_after_the_time_even_if_the_clock_is_late():
    project = make_open_project(now=NOW)
    with pytest.raises(IntakeOver):
        actions.take_queue_place(project, now=project.intake_closes_at)
    assert queries.fresh(project).pitches == 0


def test_nobody_pitches_before_it_opens():
    project = make_awaiting_funds()
    with pytest.raises(IntakeOver):
        actions.take_queue_place(project, now=NOW)


def test_the_clock_closes_an_intake_whose_days_are_over():
    project = make_open_project(now=NOW)
    actions.take_queue_place(project, now=NOW)
    run_all_clocks(project.intake_closes_at - timedelta(seconds=1))
    assert queries.fresh(project).state == "open"
    run_all_clocks(project.intake_closes_at)
    fresh = queries.fresh(project)
    assert (fresh.state, fresh.answers_due_at) == ("intake_closed", project.intake_closes_at + 7 * DAY)
    assert last(project) == ("projects.IntakeClosed", {"why": "time"})


def test_closing_twice_is_once():
    project = make_open_project(now=NOW)
    stale = queries.fresh(project)
    actions.close_intake(project, why="time", now=NOW)
    with pytest.raises(StaleState):
        actions.close_intake(stale, why="full", now=NOW)


def test_a_project_that_nobody_pitched_for_gives_its_money_back():
    project = make_open_project(now=NOW)
    run_all_clocks(project.intake_closes_at)
    run_all_clocks(project.intake_closes_at + timedelta(minutes=5))
    fresh = queries.fresh(project)
    assert fresh.state == "expired"
    assert [seat.hold.state for seat in queries.seats_of(project)] == ["refunded"]


def test_a_project_where_nobody_was_chosen_gives_its_money_back_after_the_last_offer_could_run_out():
    project = make_open_project(now=NOW, seats=2)
    actions.take_queue_place(project, now=NOW)
    actions.close_intake(project, why="time", now=NOW)
    run_all_clocks(NOW + 10 * DAY - timedelta(seconds=1))
    assert queries.fresh(project).state == "intake_closed"
    run_all_clocks(NOW + 10 * DAY)
    fresh = queries.fresh(project)
    assert (fresh.state, fresh.ended_at) == ("expired", NOW + 10 * DAY)
    assert [seat.hold.state for seat in queries.seats_of(project)] == ["refunded", "refunded"]
    assert last(project)[0] == "projects.ProjectExpired"


def test_a_project_that_was_never_paid_expires():
    project = make_awaiting_funds(now=NOW)
    run_all_clocks(NOW + 14 * DAY - timedelta(seconds=1))
    assert queries.fresh(project).state == "awaiting_funds"
    run_all_clocks(NOW + 14 * DAY)
    assert queries.fresh(project).state == "expired"
