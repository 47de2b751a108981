"""From money to public: what opens a project, and what becomes of money that does not fit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kadam.journal.queries import history
from kadam.kit import clock
from kadam.organizations.models import Organization
from kadam.payments.actions import pay_at_sandbox
from kadam.payments.models import Hold, Refund
from kadam.projects import actions, queries
from kadam.projects.models import Project, Seat
from kadam.projects.queries import Filters, listing
from tests.support.companies import make_company, owner_of
from tests.support.payments import pay, settle
from tests.support.projects import funding_of, make_awaiting_funds, make_open_project, make_trusted_company

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def opened(project: Project) -> int:
    return sum(event.kind == "projects.ProjectOpened" for event in history(f"project:{project.code}"))


def test_money_opens_a_project():
    company = make_trusted_company(now=NOW)
    project = make_open_project(company, seats=6, now=NOW)
    assert project.state == "open"
    assert project.intake_closes_at == project.opened_at + timedelta(days=7)
    assert (project.pitch_limit, project.pitches, project.first_timer_seats) == (120, 0, 1)
    seats = queries.seats_of(project)
    assert [seat.hold.state for seat in seats] == ["held"] * 6
    assert [seat.hold.reference for seat in seats] == [f"seat:{seat.code}" for seat in seats]
    assert opened(project) == 1


def test_a_company_may_keep_more_seats_for_first_timers():
    project = make_open_project(seats=2, first_timer_seats=2)
    assert project.first_timer_seats == 2


def test_an_unpaid_project_is_nowhere():
    project = make_awaiting_funds()
    assert listing(Filters(), today=NOW.date()).rows == []
    assert Project.objects.get(pk=project.pk).document is None


def test_the_same_payment_heard_twice_opens_once():
    project = make_open_project()
    funding = funding_of(project)
    assert actions.open_project(project, funding=funding.code, now=NOW + timedelta(days=3)) is False
    assert queries.fresh(project).opened_at == project.opened_at
    assert opened(project) == 1
    assert not Refund.objects.exists()


def test_a_payment_on_its_way_when_the_company_reopens_is_refunded():
    project = make_awaiting_funds()
    first = funding_of(project)
    pay_at_sandbox(first, now=clock.now())  # the provider has it; its message is still under way
    actions.reopen_draft(project, actor=owner_of(project.organization), now=clock.now())
    settle()
    assert queries.fresh(project).state == "draft"
    assert [hold.state for hold in first.holds.all()] == ["refunded"]


def test_a_payment_for_a_project_that_left_its_state_is_refunded():
    project = make_awaiting_funds()
    funding = funding_of(project)
    Project.objects.filter(pk=project.pk).update(state="draft")  # as if reopened in the moment of the payment
    pay(funding)
    assert queries.fresh(project).state == "draft"
    assert [hold.state for hold in funding.holds.all()] == ["refunded"]
    assert not Seat.objects.filter(hold__isnull=False).exists()


def test_a_payment_of_another_amount_is_refunded():
    project = make_awaiting_funds()
    Project.objects.filter(pk=project.pk).update(pay_paise=9_000_00)
    pay(funding_of(project))
    assert queries.fresh(project).state == "awaiting_funds"
    assert set(Hold.objects.values_list("state", flat=True)) == {"refunded"}


def test_a_company_that_lost_its_verification_is_not_published():
    project = make_awaiting_funds()
    Organization.objects.filter(pk=project.organization_id).update(verification="unverified")
    pay(funding_of(project))
    assert queries.fresh(project).state == "draft"
    assert set(Hold.objects.values_list("state", flat=True)) == {"refunded"}


def test_an_open_project_is_found_by_its_words():
    company = make_company(name="Nilgiri Cold Chain")
    project = make_open_project(company)
    for words in ("competitors", "nilgiri", "excel", "fleet", "WFH"):
        [card] = listing(Filters(text=words), today=NOW.date()).rows
        assert card.code == project.code, words
    assert listing(Filters(text="astronomy"), today=NOW.date()).rows == []


def test_a_company_that_is_renamed_is_found_by_its_new_name():
    from kadam.journal.actions import drain
    from kadam.organizations.actions import edit_organization

    project = make_open_project(make_company(name="Nilgiri Cold Chain"))
    company = project.organization
    edit_organization(company, actor=owner_of(company), now=NOW, industry="Refrigerated transport")
    drain(now=datetime.now(UTC) + timedelta(days=1))
    assert [card.code for card in listing(Filters(text="refrigerated"), today=NOW.date()).rows] == [
        project.code
    ]


def test_reindexing_finds_the_same_projects_again():
    from django.core.management import call_command

    from kadam.search.models import Document

    project = make_open_project()
    Document.objects.all().delete()
    assert listing(Filters(text="competitors"), today=NOW.date()).rows == []
    call_command("reindex", verbosity=0)
    assert [card.code for card in listing(Filters(text="competitors"), today=NOW.date()).rows] == [
        project.code
    ]
