"""Sending a brief on: the first of a company is read, every later one is not; only verified companies; the limits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kadam.journal.queries import history
from kadam.kit.refusals import NotYours
from kadam.kit.transitions import StaleState
from kadam.payments.queries import funding_for, seats_of
from kadam.projects import actions, queries
from kadam.projects.refusals import BriefNotReady, NoteMissing, NotVerified, StaffOnly
from tests.support.companies import add_member, make_company, owner_of, verify
from tests.support.people import make_person
from tests.support.projects import (
    make_awaiting_funds,
    make_draft,
    make_open_project,
    make_submitted,
    make_trusted_company,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def kinds(project) -> list[str]:
    return [event.kind.removeprefix("projects.") for event in history(f"project:{project.code}")]


def test_the_first_brief_of_a_company_is_read_by_a_person():
    project = make_submitted(now=NOW)
    assert queries.fresh(project).state == "in_review"
    assert funding_for(f"project:{project.code}") is None
    [row] = queries.review_queue()
    assert (row.code, row.verified) == (project.code, True)
    assert row.due_at > NOW
    assert kinds(project)[-1] == "ProjectSubmitted"


def test_a_passed_brief_asks_for_one_hold_a_seat():
    project = make_submitted(seats=2, pay_paise=5_000_00, now=NOW)
    staff = make_person(staff=True)
    actions.pass_review(project, actor=staff, now=NOW)
    fresh = queries.fresh(project)
    holds = seats_of(funding_for(f"project:{project.code}"))
    assert (fresh.state, fresh.funds_due_at) == ("awaiting_funds", NOW + timedelta(days=14))
    assert {hold.reference for hold in holds} == {f"seat:{seat.code}" for seat in queries.seats_of(project)}
    assert [hold.amount_paise for hold in holds] == [5_000_00, 5_000_00]
    assert queries.review_queue() == []


def test_later_briefs_skip_the_review():
    company = make_trusted_company()
    project = make_submitted(company)
    assert queries.fresh(project).state == "awaiting_funds"
    assert kinds(project)[-1] == "BriefPassed"


def test_until_one_was_public_every_brief_is_read_even_the_same_one_again():
    project = make_awaiting_funds()
    actor = owner_of(project.organization)
    actions.reopen_draft(project, actor=actor, now=NOW)
    actions.submit_brief(project, actor=actor, now=NOW)
    assert queries.fresh(project).state == "in_review"


def test_staff_ask_for_changes_and_the_company_sends_it_again():
    project = make_submitted()
    staff, actor = make_person(staff=True), owner_of(project.organization)
    actions.ask_changes(project, note="Say which cities.", actor=staff, now=NOW)
    fresh = queries.fresh(project)
    assert (fresh.state, fresh.review_note) == ("changes_asked", "Say which cities.")
    actions.edit_brief(project, actor=actor, now=NOW, outcome="We will know where in Pune to open.")
    actions.submit_brief(project, actor=actor, now=NOW)
    actions.pass_review(project, actor=staff, now=NOW)
    assert queries.fresh(project).review_note == ""


def test_changes_are_asked_in_words():
    project = make_submitted()
    with pytest.raises(NoteMissing):
        actions.ask_changes(project, note=" ", actor=make_person(staff=True), now=NOW)
    assert queries.fresh(project).state == "in_review"


def test_two_reviewers_at_once_have_one_effect():
    project = make_submitted()
    again = queries.fresh(project)
    staff = make_person(staff=True)
    actions.pass_review(project, actor=staff, now=NOW)
    with pytest.raises(StaleState):
        actions.ask_changes(again, note="No.", actor=staff, now=NOW)
    assert queries.fresh(project).state == "awaiting_funds"


def test_only_staff_read_briefs():
    project = make_submitted()
    for person in (owner_of(project.organization), make_person()):
        with pytest.raises(StaffOnly):
            actions.pass_review(project, actor=person, now=NOW)
        with pytest.raises(StaffOnly):
            actions.ask_changes(project, note="x", actor=person, now=NOW)
    assert queries.fresh(project).state == "in_review"


def test_a_company_that_nobody_checked_publishes_nothing():
    company = make_company(verified=False)
    project = make_draft(company)
    actor = owner_of(company)
    with pytest.raises(NotVerified, match="verification page"):
        actions.submit_brief(project, actor=actor, now=NOW)
    assert queries.fresh(project).state == "draft"
    verify(company)
    actions.submit_brief(project, actor=actor, now=NOW)
    assert queries.fresh(project).state == "in_review"


def test_a_brief_that_is_not_ready_stays_a_draft():
    project = make_draft(pay_paise=100_00)
    with pytest.raises(BriefNotReady, match="at least ₹2,400") as refused:
        actions.submit_brief(project, actor=owner_of(project.organization), now=NOW)
    assert refused.value.field == "pay"
    assert queries.fresh(project).state == "draft"
    assert "ProjectSubmitted" not in kinds(project)


def test_a_new_company_has_one_project_at_a_time():
    company = make_company()
    make_submitted(company)
    second = make_draft(company)
    with pytest.raises(BriefNotReady, match="one at a time"):
        actions.submit_brief(second, actor=owner_of(company), now=NOW)
    assert queries.fresh(second).state == "draft"


def test_a_new_company_sets_little_aside():
    project = make_draft(seats=2)
    with pytest.raises(BriefNotReady, match="₹10,000"):
        actions.submit_brief(project, actor=owner_of(project.organization), now=NOW)


def test_the_limits_end_with_the_first_completed_project():
    company = make_trusted_company()
    make_open_project(company, seats=3, pay_paise=6_000_00, hours=24)
    make_open_project(company)


@pytest.mark.parametrize("role", ["supervisor", "finance"])
def test_only_posters_send_a_brief_on(role: str):
    project = make_draft()
    with pytest.raises(NotYours):
        actions.submit_brief(project, actor=add_member(project.organization, role=role), now=NOW)
    assert queries.fresh(project).state == "draft"


def test_a_company_edits_again_instead_of_paying():
    project = make_awaiting_funds()
    asked = funding_for(f"project:{project.code}")
    actor = owner_of(project.organization)
    actions.reopen_draft(project, actor=actor, now=NOW)
    asked.refresh_from_db()
    assert (queries.fresh(project).state, asked.state) == ("draft", "expired")
    actions.edit_brief(project, actor=actor, now=NOW, pay_paise=7_000_00)
    actions.submit_brief(project, actor=actor, now=NOW)
    actions.pass_review(project, actor=make_person(staff=True), now=NOW)
    again = funding_for(f"project:{project.code}")
    assert again.pk != asked.pk
    assert again.amount_paise == 7_000_00
    assert len(queries.seats_of(project)) == 1


def test_pressing_twice_sends_once():
    project = make_draft()
    actor = owner_of(project.organization)
    stale = queries.fresh(project)
    actions.submit_brief(project, actor=actor, now=NOW)
    with pytest.raises(StaleState):
        actions.submit_brief(stale, actor=actor, now=NOW)
    assert kinds(project).count("ProjectSubmitted") == 1
