"""Accepted work on the student's record."""

from __future__ import annotations

from typing import Any

import pytest

from kadam.journal.queries import history
from kadam.kit import clock
from kadam.profiles import actions, queries
from kadam.profiles.models import ProvenWork
from tests.support.companies import add_member, make_company, owner_of
from tests.support.people import make_person
from tests.support.skills_builders import load_few, skills
from tests.support.students import make_student, prove_work

pytestmark = pytest.mark.django_db


def test_the_same_engagement_counts_once():
    load_few()
    asha, company = make_student(), make_company()
    facts: dict[str, Any] = {
        "profile": asha,
        "engagement": "k7m2x9d3f",
        "title": "Map",
        "deliverable": "One sheet",
        "company": company,
        "hours": 24,
        "paid_paise": 6000_00,
        "skills": skills("tally", "ms-excel"),
        "under_nda": False,
        "criteria_met": 3,
        "criteria_total": 4,
        "scores": {"quality": 3},
        "comment": "Good.",
        "now": clock.now(),
    }
    first, second = actions.record_proven_work(**facts), actions.record_proven_work(**facts)
    asha.refresh_from_db()
    assert first == second
    assert asha.completed == ProvenWork.objects.count() == 1
    kinds = [event.kind for event in history(f"profile:{asha.code}")]
    assert kinds == ["profiles.ProfileCreated", "profiles.WorkProved"]
    (work,) = queries.proven_works(asha)
    assert work.skills == ["Microsoft Excel", "Tally"]
    assert not work.by_clock


def test_a_reviewer_counts_as_verified_only_at_the_domain_the_company_proved():
    company = make_company()
    asha, boss = make_student(), owner_of(company)
    guest = add_member(company, make_person("Guest Nair", email="guest@elsewhere.example"), "supervisor")
    assert prove_work(asha, company=company, reviewer=boss).reviewer_domain == company.domain
    assert prove_work(asha, company=company, reviewer=guest).reviewer_domain == ""
    assert prove_work(asha, company=company).reviewer_domain == ""
    unproved = make_company(verified=False)
    assert prove_work(asha, company=unproved, reviewer=owner_of(unproved)).reviewer_domain == ""


def test_a_name_that_only_ends_like_the_domain_proves_nothing():
    company = make_company()
    impostor = add_member(company, make_person("Im Postor", email=f"x@not-{company.domain}"), "supervisor")
    assert prove_work(make_student(), company=company, reviewer=impostor).reviewer_domain == ""


def test_works_are_read_in_two_queries_however_many(django_assert_num_queries):
    load_few()
    asha = make_student()
    for number in (1, 3):
        while ProvenWork.objects.count() < number:
            prove_work(asha, skills=["tally"], heard=False)
        with django_assert_num_queries(2):
            assert len(queries.proven_works(asha)) == number
