"""The life of a project against a model of it: any sequence of steps, allowed or not, leaves both the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import integers

from kadam.identity.models import Person
from kadam.journal.worker import run_clock
from kadam.kit.refusals import Refusal
from kadam.organizations.models import Organization
from kadam.payments.actions.funding import mark_paid
from kadam.payments.gateways import OrderSeen
from kadam.payments.models import Hold
from kadam.projects import actions, queries, tasks
from kadam.projects.models import Project, Seat
from tests.support.companies import owner_of
from tests.support.people import make_person
from tests.support.projects import funding_of, make_draft, make_trusted_company

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SEATS, PLACES = 2, 40
OVER = {"completed", "cancelled", "expired"}


class Life(RuleBasedStateMachine):
    """A project of two seats, and what it should be."""

    company: Organization  # made once for all lives
    owner: Person
    staff: Person

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.now = START
        self.project = make_draft(self.company, seats=SEATS, now=self.now)
        self.state = "draft"
        self.seats = ["none"] * SEATS
        self.pitches = 0
        self.funds_due = self.closes = self.answers_due = START

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def attempt(self, allowed: bool, step) -> bool:
        """The step succeeds exactly when the model allows it; refused, it changes nothing."""
        try:
            with transaction.atomic():
                step()
        except Refusal:
            assert not allowed, "refused although the model allows it"
            return False
        assert allowed, "done although the model forbids it"
        return True

    def fresh(self) -> Project:
        return queries.fresh(self.project)

    def seat(self, number: int) -> Seat:
        return Seat.objects.select_related("project", "hold").get(project=self.project, number=number + 1)

    def looking(self) -> bool:
        return self.state in {"open", "intake_closed"}

    def wind_up(self) -> None:
        """What the seats make of the project."""
        if self.state not in {"open", "intake_closed", "staffed"} or {"free", "reserved"} & set(self.seats):
            return
        if "taken" in self.seats:
            self.state = "staffed"
        else:
            self.state = "completed" if "settled" in self.seats else "expired"

    @rule()
    def submit(self) -> None:
        if self.attempt(
            self.state == "draft", lambda: actions.submit_brief(self.fresh(), actor=self.owner, now=self.now)
        ):
            self.state, self.funds_due = "awaiting_funds", self.now + timedelta(days=14)

    @rule()
    def reopen(self) -> None:
        step = lambda: actions.reopen_draft(self.fresh(), actor=self.owner, now=self.now)  # noqa: E731
        if self.attempt(self.state == "awaiting_funds", step):
            self.state = "draft"

    @precondition(lambda self: self.state == "awaiting_funds")
    @rule()
    def pay(self) -> None:
        funding = funding_of(self.project)
        seen = OrderSeen(f"order_{funding.code}", "", funding.amount_paise, True, f"pay_{funding.code}")
        assert mark_paid(funding, seen, now=self.now)
        assert actions.open_project(self.fresh(), funding=funding.code, now=self.now)
        self.state, self.seats = "open", ["free"] * SEATS
        self.closes = self.now + timedelta(days=7)

    @rule()
    def pitch(self) -> None:
        allowed = self.state == "open" and self.now < self.closes and self.pitches < PLACES
        if self.attempt(allowed, lambda: actions.take_queue_place(self.fresh(), now=self.now)):
            self.pitches += 1

    @rule()
    def reserve(self) -> None:
        allowed = self.looking() and "free" in self.seats
        if self.attempt(allowed, lambda: actions.reserve_seat(self.fresh(), now=self.now)):
            self.seats[self.seats.index("free")] = "reserved"

    @precondition(lambda self: self.seats[0] != "none")
    @rule(number=integers(0, SEATS - 1))
    def take(self, number: int) -> None:
        allowed = self.looking() and self.seats[number] == "reserved"
        if self.attempt(allowed, lambda: actions.take_seat(self.seat(number), now=self.now)):
            self.seats[number] = "taken"
            self.wind_up()

    @precondition(lambda self: self.seats[0] != "none" and self.state not in OVER)
    @rule(number=integers(0, SEATS - 1))
    def free(self, number: int) -> None:
        actions.free_seat(self.seat(number), now=self.now)
        if self.seats[number] in {"reserved", "taken"}:
            self.seats[number] = "free"
            if self.state == "staffed":
                self.state, self.answers_due = "intake_closed", self.now + timedelta(days=7)

    @precondition(lambda self: self.seats[0] != "none" and self.state not in OVER)
    @rule(number=integers(0, SEATS - 1))
    def give_up(self, number: int) -> None:
        actions.give_up_seat(self.seat(number), reason="Left.", actor=None, now=self.now)
        if self.seats[number] in {"free", "reserved", "taken"}:
            self.seats[number] = "gone"
            self.wind_up()

    @precondition(lambda self: self.seats[0] != "none")
    @rule(number=integers(0, SEATS - 1))
    def settle(self, number: int) -> None:
        actions.settle_seat(self.seat(number), now=self.now)
        if self.seats[number] == "taken":
            self.seats[number] = "settled"
            self.wind_up()

    @rule()
    def cancel(self) -> None:
        states = {"draft", "awaiting_funds", "open", "intake_closed"}
        allowed = self.state in states and not {"taken", "settled"} & set(self.seats)
        step = lambda: actions.cancel_project(self.fresh(), reason="x", actor=self.owner, now=self.now)  # noqa: E731
        if self.attempt(allowed, step):
            self.state = "cancelled"
            self.seats = ["gone" if one != "none" else one for one in self.seats]

    @rule()
    def suspend(self) -> None:
        step = lambda: actions.suspend_project(self.fresh(), reason="x", actor=self.staff, now=self.now)  # noqa: E731
        if self.attempt(self.looking(), step):
            self.state = "suspended"

    @rule()
    def lift(self) -> None:
        step = lambda: actions.lift_suspension(self.fresh(), actor=self.staff, now=self.now)  # noqa: E731
        if self.attempt(self.state == "suspended", step):
            self.state, self.answers_due = "intake_closed", self.now + timedelta(days=7)
            self.wind_up()

    @rule(hours=integers(1, 200))
    def time_passes(self, hours: int) -> None:
        """The clocks run once at the new hour, in their own order."""
        self.now += timedelta(hours=hours)
        tasks.close_intakes(self.now)
        if self.state == "open" and self.closes <= self.now:
            self.state, self.answers_due = "intake_closed", self.now + timedelta(days=7)
        tasks.expire_unpaid_projects(self.now)
        if self.state == "awaiting_funds" and self.funds_due <= self.now:
            self.state = "expired"
        tasks.give_back_unchosen_seats(self.now)
        if self.state == "intake_closed" and (
            not self.pitches or self.answers_due + timedelta(hours=72) <= self.now
        ):
            self.seats = ["gone" if one == "free" else one for one in self.seats]
            self.wind_up()

    @invariant()
    def the_table_says_the_same(self) -> None:
        project = self.fresh()
        assert project.state == self.state
        assert project.pitches == self.pitches
        if self.state not in OVER - {"completed"}:
            counted = (project.seats_reserved, project.seats_taken, project.seats_gone)
            count = self.seats.count
            assert counted == (count("reserved"), count("taken") + count("settled"), count("gone"))

    @invariant()
    def money_is_held_for_every_seat_that_can_still_earn_it(self) -> None:
        held = {"free": "held", "reserved": "held", "taken": "held", "settled": "held", "gone": "refunded"}
        for number, state in enumerate(self.seats):
            if state != "none":
                assert self.seat(number).hold.state == held[state]
        loose = Hold.objects.filter(reference__startswith="seat:", state="held")
        kept = loose.filter(pk__in=Seat.objects.filter(project=self.project).values("hold"))
        assert kept.count() == sum(state not in {"none", "gone"} for state in self.seats)

    @invariant()
    def only_open_projects_are_listed(self) -> None:
        listed = queries.listing(queries.Filters(), today=self.now.date()).rows
        assert (self.project.code in {card.code for card in listed}) == (self.state == "open")


@pytest.mark.django_db
def test_the_life_of_a_project():
    Life.company = make_trusted_company(now=START)
    Life.owner = owner_of(Life.company)
    Life.staff = make_person(name="Staff Sen", staff=True)
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.django_db
def test_the_clocks_of_projects_are_registered():
    from kadam.journal.registry import clocks

    names = {one.name for one in clocks()}
    for name in ("close_intakes", "give_back_unchosen_seats", "expire_unpaid_projects"):
        assert f"kadam.projects.tasks.{name}" in names
        run_clock(next(one for one in clocks() if one.name.endswith(name)), START)
