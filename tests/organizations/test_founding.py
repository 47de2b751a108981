"""Creating a company or a university."""

from __future__ import annotations

import pytest

from kadam.kit import clock
from kadam.kit.codes import new_code
from kadam.kit.refusals import BadInput, NotYours
from kadam.kit.transitions import StaleState
from kadam.organizations import actions, queries
from kadam.organizations.actions.founding import NoSuchKind, NotAUnit
from kadam.organizations.models import Membership, Organization
from tests.organizations.recorded import kinds_of
from tests.support.companies import add_member, gstin, make_company, make_university
from tests.support.people import make_person

pytestmark = pytest.mark.django_db


def create(actor, **more):
    given = {"kind": "company", "name": "Snowline Logistics", **more}
    return actions.create_organization(actor=actor, now=clock.now(), **given)


def test_whoever_creates_it_is_its_first_owner():
    asha = make_person()
    made = create(asha, name="  Snowline   Logistics ", city="Pune", gstin="27aapfu0939f1zv")
    assert (made.name, made.kind, made.owners, made.verification) == (
        "Snowline Logistics",
        "company",
        1,
        "unverified",
    )
    assert (made.gstin, made.state_code) == ("27AAPFU0939F1ZV", "27")
    assert queries.roles_of(asha, made) == {"owner"}
    assert kinds_of(made) == ["OrganizationCreated", "MemberJoined"]


def test_the_same_form_sent_twice_makes_one():
    asha, key = make_person(), new_code()
    first, second = create(asha, key=key), create(asha, key=key)
    assert first == second
    assert first.code == key
    assert Organization.objects.count() == 1
    assert kinds_of(first) == ["OrganizationCreated", "MemberJoined"]


def test_a_key_of_somebody_else_gives_nothing_away():
    made = create(make_person())
    with pytest.raises(StaleState):
        create(make_person(), key=made.code)
    assert Organization.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " x "}, "name"),
        ({"kind": "club"}, "kind"),
        ({"state_code": "99"}, "state_code"),
        ({"gstin": "27AAPFU0939F1ZO"}, "gstin"),
        ({"gstin": "27AAPFU0939F1ZV", "state_code": "29"}, "gstin"),
        ({"gstin": "27AAPFU0939F1ZV", "pan": "AAKCS1234C"}, "pan"),
    ],
)
def test_what_cannot_be_right_is_refused_on_its_field_and_nothing_is_made(given, field):
    with pytest.raises(BadInput) as no:
        create(make_person(), **given)
    assert (no.value.field, no.value.status) == (field, 422)
    assert not Organization.objects.exists()
    assert not Membership.objects.exists()


def test_two_unverified_companies_may_claim_one_gstin():
    number = gstin(7)
    assert create(make_person(), gstin=number) != create(make_person(), gstin=number)


def test_an_owner_makes_a_unit():
    parent = make_company(name="Diversa Group")
    owner = parent.memberships.get().person
    unit = create(owner, parent=parent, name="Diversa Cement")
    assert [row.name for row in queries.units(parent)] == ["Diversa Cement"]
    assert unit.parent == parent
    assert queries.roles_of(owner, unit) == {"owner"}


def test_only_an_owner_of_a_company_makes_units_and_only_of_companies():
    parent, recruiter = make_company(), make_person()
    add_member(parent, recruiter, "recruiter")
    with pytest.raises(NotYours):
        create(recruiter, parent=parent)
    university = make_university()
    with pytest.raises(NotAUnit):
        create(university.memberships.get().person, parent=university)
    with pytest.raises(NotAUnit):
        create(parent.memberships.get(role="owner").person, kind="university", parent=parent)
    with pytest.raises(NoSuchKind):
        create(recruiter, kind="")
    assert Organization.objects.count() == 2
