"""What others ask of organisations: cheap, and silent to strangers."""

from __future__ import annotations

import pytest
from django.http import Http404

from kadam.kit.refusals import NotYours
from kadam.organizations import policies, queries
from tests.support.companies import add_member, make_company, make_university, owner_of
from tests.support.people import make_person

pytestmark = pytest.mark.django_db


def test_memberships_are_one_query_with_all_roles(django_assert_num_queries):
    zebra, alpha, university = make_company(name="Zebra"), make_company(name="Alpha"), make_university()
    asha = add_member(zebra, role="supervisor")
    for organization, role in ((alpha, "recruiter"), (zebra, "recruiter"), (university, "approver")):
        add_member(organization, asha, role)
    with django_assert_num_queries(1):
        rows = queries.memberships_of(asha)
    assert [(row.organization_name, row.kind, row.roles) for row in rows] == [
        ("Alpha", "company", ("recruiter",)),
        ("Kaveri University", "university", ("approver",)),
        ("Zebra", "company", ("recruiter", "supervisor")),
    ]
    assert rows[0].organization_code == alpha.code


def test_standing_is_one_query_and_404_for_strangers(django_assert_num_queries):
    company = make_company()
    recruiter = add_member(company)
    with django_assert_num_queries(1):
        standing = queries.standing(recruiter, company.code)
    assert (standing.organization, set(standing.roles)) == (company, {"recruiter"})
    assert queries.get_for_member(recruiter, company.code) == company
    for ask in (queries.standing, queries.get_for_member, queries.get_for_staff):
        with pytest.raises(Http404):
            ask(make_person(), company.code)
        with pytest.raises(Http404):
            ask(recruiter, "nowhere00")
    assert queries.get_for_staff(make_person(staff=True), company.code) == company


def test_people_with_a_role_each_once_by_name(django_assert_num_queries):
    company = make_company()
    zoya = add_member(company, make_person(name="Zoya Khan"), "recruiter")
    add_member(company, zoya, "supervisor")
    with django_assert_num_queries(1):
        people = queries.people_with_role(company, "owner", "recruiter", "supervisor")
    assert people == [owner_of(company), zoya]
    assert queries.people_with_role(company, "finance") == []


def test_members_are_one_query(django_assert_num_queries):
    company = make_company()
    recruiter = add_member(company)
    add_member(company, recruiter, "finance")
    with django_assert_num_queries(1):
        rows = queries.members(company)
    assert [[role for role, _name in row.roles] for row in rows] == [["owner"], ["recruiter", "finance"]]
    assert queries.get_member(company, recruiter.code).email == recruiter.email
    assert queries.get_colleague(company, recruiter.code) == recruiter
    for ask in (queries.get_member, queries.get_colleague):
        with pytest.raises(Http404):
            ask(company, make_person().code)


def test_a_refused_role_is_told_who_may():
    policies.require_role({"finance"}, *policies.PAYERS)
    with pytest.raises(NotYours, match="Only an owner or recruiter of the organisation can do this") as no:
        policies.require_role({"finance"}, *policies.POSTERS)
    assert no.value.status == 403


def test_staff_find_organisations():
    company, other = make_company(name="Snowline Logistics"), make_company(name="Meridian")
    for word in ("snow", company.code, company.gstin.lower(), company.domain):
        assert company in queries.search_organizations(word)
        assert other not in queries.search_organizations(word)
    assert queries.search_organizations(" ") == []
