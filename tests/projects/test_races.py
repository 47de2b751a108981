"""Many at once, with real connections: one wins, the others are told, and the counts are right. On both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connections

from kadam.kit import clock
from kadam.kit.refusals import Refusal
from kadam.projects import actions, queries
from kadam.projects.models import Project, Seat
from tests.support.companies import make_company, owner_of
from tests.support.people import make_person
from tests.support.projects import make_awaiting_funds, make_draft, make_open_project, make_submitted

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*steps: Callable[[], object]) -> list[Any]:
    """What each step gave, or the refusal it got; all begin behind one barrier, each on its own connection."""
    barrier = threading.Barrier(len(steps))
    results: list[Any] = [None] * len(steps)

    def run(number: int, step: Callable[[], object]) -> None:
        try:
            barrier.wait()
            results[number] = step()
        except Refusal as no:
            results[number] = no
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def done(results: list[Any]) -> list[Any]:
    return [one for one in results if not isinstance(one, Refusal)]


def again(project: Project) -> Project:
    return queries.fresh(project)


def test_the_last_queue_places_are_given_out_once():
    project = make_open_project()
    now = clock.now()
    Project.objects.filter(pk=project.pk).update(pitches=17)
    copies = [again(project) for _ in range(8)]
    results = at_once(*(lambda one=one: actions.take_queue_place(one, now=now) for one in copies))
    assert sorted(done(results)) == [18, 19, 20]
    fresh = again(project)
    assert (fresh.pitches, fresh.state) == (20, "intake_closed")


def test_two_offers_never_share_a_seat():
    project = make_open_project(seats=2)
    now = clock.now()
    copies = [again(project) for _ in range(6)]
    results = at_once(*(lambda one=one: actions.reserve_seat(one, now=now) for one in copies))
    assert sorted(seat.number for seat in done(results)) == [1, 2]
    assert again(project).seats_reserved == 2


def test_a_student_takes_the_seat_or_the_company_calls_it_off():
    for _ in range(3):
        project = make_open_project()
        now, owner = clock.now(), owner_of(project.organization)
        seat = Seat.objects.select_related("project").get(pk=actions.reserve_seat(project, now=now).pk)
        copy = again(project)
        at_once(
            partial(actions.take_seat, seat, now=now),
            partial(actions.cancel_project, copy, reason="x", actor=owner, now=now),
        )
        fresh = again(project)
        [row] = queries.seats_of(project)
        assert (fresh.state, row.hold.state) in {("staffed", "held"), ("cancelled", "refunded")}


def test_the_last_two_seats_settled_together_complete_once():
    project = make_open_project(seats=2)
    now = clock.now()
    for _ in range(2):
        actions.take_seat(actions.reserve_seat(project, now=now), now=now)
    seats = list(Seat.objects.select_related("project").filter(project=project))
    at_once(*(lambda one=one: actions.settle_seat(one, now=now) for one in seats))
    assert again(project).state == "completed"


def test_two_students_who_accept_together_staff_the_project():
    project = make_open_project(seats=2)
    now = clock.now()
    codes = [actions.reserve_seat(project, now=now).pk for _ in range(2)]
    seats = [Seat.objects.select_related("project").get(pk=pk) for pk in codes]
    results = at_once(*(lambda one=one: actions.take_seat(one, now=now) for one in seats))
    assert len(done(results)) == 2
    assert again(project).state == "staffed"


def test_the_clock_and_an_offer_do_not_both_have_the_seat():
    project = make_open_project()
    now = clock.now()
    actions.take_queue_place(project, now=now)
    actions.close_intake(project, why="time", now=now)
    late, copy = now + timedelta(days=30), again(project)
    from kadam.projects.actions.ending import end_unchosen

    at_once(lambda: end_unchosen(now=late), lambda: actions.reserve_seat(copy, now=late))
    fresh = again(project)
    [row] = queries.seats_of(project)
    assert (fresh.state, row.hold.state, bool(row.reserved_at)) in {
        ("expired", "refunded", False),
        ("intake_closed", "held", True),
    }


def test_two_reviewers_have_one_effect():
    project = make_submitted()
    staff, now = make_person(staff=True), clock.now()
    copies = [again(project) for _ in range(4)]
    steps = [lambda one=one: actions.pass_review(one, actor=staff, now=now) for one in copies[:2]]
    steps += [lambda one=one: actions.ask_changes(one, note="x", actor=staff, now=now) for one in copies[2:]]
    assert len(done(at_once(*steps))) == 1


def test_a_new_company_that_sends_two_briefs_at_once_gets_one_through():
    company = make_company()
    drafts = [make_draft(company) for _ in range(3)]
    owner, now = owner_of(company), clock.now()
    results = at_once(
        *(lambda one=one: actions.submit_brief(one, actor=owner, now=now) for one in map(again, drafts))
    )
    assert len(done(results)) == 1
    assert Project.objects.filter(state="in_review").count() == 1


def test_the_same_payment_heard_by_two_workers_opens_once():
    from tests.support.projects import funding_of

    project = make_awaiting_funds()
    funding, now = funding_of(project), clock.now()
    funding.holds.update(state="held", held_at=now)
    copies = [again(project) for _ in range(3)]
    results = at_once(
        *(lambda one=one: actions.open_project(one, funding=funding.code, now=now) for one in copies)
    )
    assert sorted(done(results)) == [False, False, True]
    assert again(project).state == "open"
    assert set(funding.holds.values_list("state", flat=True)) == {"held"}
