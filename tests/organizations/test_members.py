"""Inviting, joining, leaving: who may, and that one owner always stays."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.db.utils import IntegrityError

from kadam.journal import actions as journal
from kadam.kit import clock
from kadam.kit.refusals import NotYours, Refusal
from kadam.kit.transitions import StaleState
from kadam.organizations import actions, invitations, queries
from kadam.organizations.actions import inviting, leaving
from kadam.organizations.models import Invitation, Membership, Organization
from tests.organizations.recorded import kinds_of
from tests.support.companies import add_member, make_company, make_university, owner_of
from tests.support.people import make_person

pytestmark = pytest.mark.django_db


def invite(company, email="arjun@meridian.example", role="recruiter", actor=None, now=None):
    actor = actor or owner_of(company)
    return actions.invite_member(company, email=email, role=role, actor=actor, now=now or clock.now())


def roles_in(company):
    rows = Membership.objects.filter(organization=company).order_by("id")
    return [(row.person.name, row.role) for row in rows.select_related("person")]


def test_an_invitation_is_taken_up_by_who_reads_mail_at_its_address():
    company, arjun = make_company(verified=False), make_person(name="Arjun N", email="arjun@meridian.example")
    invitation = invite(company, email=" Arjun@Meridian.example ")
    actions.accept_invitation(invitation, actor=arjun, now=clock.now())
    assert queries.roles_of(arjun, company) == {"recruiter"}
    assert kinds_of(company)[-2:] == ["MemberInvited", "MemberJoined"]
    company.refresh_from_db()
    assert company.owners == 1


def test_the_link_can_be_rebuilt_and_only_its_hash_is_stored(settings):
    invitation = invite(make_company(verified=False))
    link = queries.invitation_link(invitation.code)
    token = link.rstrip("/").rpartition("/")[2]
    assert invitations.SHAPE.fullmatch(token)
    assert link.startswith(settings.BASE_URL)
    assert queries.invitation_for(token) == invitation
    stored = Invitation.objects.values().get()
    assert token not in str(stored)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key, as after a leak"
    assert queries.invitation_link(invitation.code) == link
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(LookupError):
        queries.invitation_link(invitation.code)


def test_another_account_is_told_which_address_is_meant_and_joins_nothing():
    company, stranger = make_company(verified=False), make_person()
    invitation = invite(company)
    before = kinds_of(company)
    with pytest.raises(inviting.NotInvited, match=r"a•••@meridian\.example") as no:
        actions.accept_invitation(invitation, actor=stranger, now=clock.now())
    assert no.value.status == 403
    invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert kinds_of(company) == before
    assert queries.memberships_of(stranger) == []


def test_a_link_works_once_and_for_two_weeks_and_not_when_withdrawn():
    company, arjun, now = (
        make_company(verified=False),
        make_person(email="arjun@meridian.example"),
        clock.now(),
    )
    expired, withdrawn, used = (invite(company, role=role) for role in ("recruiter", "finance", "supervisor"))
    actions.withdraw_invitation(withdrawn, actor=owner_of(company), now=now)
    actions.accept_invitation(used, actor=arjun, now=now)
    for invitation, at in ((expired, now + timedelta(days=15)), (withdrawn, now), (used, now)):
        with pytest.raises(inviting.InvitationClosed):
            actions.accept_invitation(invitation, actor=arjun, now=at)
    assert queries.roles_of(arjun, company) == {"supervisor"}
    with pytest.raises(StaleState):
        actions.withdraw_invitation(used, actor=owner_of(company), now=now)
    states = [
        invitations.state_of(Invitation.objects.get(pk=one.pk), now) for one in (expired, withdrawn, used)
    ]
    assert states == ["open", "withdrawn", "accepted"]
    assert invitations.state_of(expired, now + timedelta(days=15)) == "expired"


def test_sending_again_makes_an_expired_link_work_again():
    company, arjun, now = (
        make_company(verified=False),
        make_person(email="arjun@meridian.example"),
        clock.now(),
    )
    invitation, later = invite(company), now + timedelta(days=20)
    link = queries.invitation_link(invitation.code)
    actions.resend_invitation(invitation, actor=owner_of(company), now=later)
    assert queries.invitation_link(invitation.code) == link
    actions.accept_invitation(invitation, actor=arjun, now=later)
    assert kinds_of(company).count("MemberInvited") == 2
    with pytest.raises(inviting.InvitationClosed):
        actions.resend_invitation(invitation, actor=owner_of(company), now=later)


@pytest.mark.parametrize(
    ("email", "role", "refusal", "field"),
    [
        ("not an address", "recruiter", inviting.BadAddress, "email"),
        ("arjun@meridian.example", "approver", leaving.NoSuchRole, "role"),
        ("kavya@meridian.example", "finance", inviting.AlreadyMember, "email"),
        ("dev@meridian.example", "recruiter", inviting.AlreadyInvited, "email"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused(email, role, refusal, field):
    company = make_company(verified=False)
    add_member(company, make_person(email="kavya@meridian.example"), "finance")
    invite(company, email="dev@meridian.example")
    before = (Invitation.objects.count(), kinds_of(company))
    with pytest.raises(refusal) as no:
        invite(company, email=email, role=role)
    assert no.value.field == field
    assert (Invitation.objects.count(), kinds_of(company)) == before


def test_nobody_mails_the_world_through_invitations(monkeypatch):
    monkeypatch.setattr(inviting, "OPEN_MAX", 2)
    company = make_company(verified=False)
    for number in range(2):
        invite(company, email=f"a{number}@b.example")
    with pytest.raises(inviting.TooManyInvitations) as no:
        invite(company, email="c@b.example")
    assert no.value.status == 429
    assert Invitation.objects.count() == 2


@pytest.mark.parametrize("role", ["recruiter", "supervisor", "finance"])
def test_only_an_owner_manages_members(role):
    company = make_company(verified=False)
    member, invitation, now = (
        add_member(company, role=role),
        invite(company, email="x@y.example"),
        clock.now(),
    )
    before = (roles_in(company), kinds_of(company))
    for attempt in (
        lambda: invite(company, email="z@y.example", actor=member),
        lambda: actions.withdraw_invitation(invitation, actor=member, now=now),
        lambda: actions.resend_invitation(invitation, actor=member, now=now),
        lambda: actions.remove_role(company, person=owner_of(company), role="owner", actor=member, now=now),
        lambda: actions.assign_role(company, person=member, role="owner", actor=member, now=now),
    ):
        with pytest.raises(NotYours, match="Only an owner of the organisation can do this"):
            attempt()
    assert (roles_in(company), kinds_of(company)) == before
    assert Invitation.objects.filter(withdrawn_at=None, accepted_at=None).count() == 1


def test_one_person_holds_several_roles_and_leaves_them_one_by_one():
    company = make_company(verified=False)
    arjun = add_member(company, role="recruiter")
    owner, now = owner_of(company), clock.now()
    assert actions.assign_role(company, person=arjun, role="supervisor", actor=owner, now=now)
    assert not actions.assign_role(company, person=arjun, role="supervisor", actor=owner, now=now)
    assert queries.memberships_of(arjun)[0].roles == ("recruiter", "supervisor")
    actions.leave_role(company, role="recruiter", actor=arjun, now=now)
    actions.remove_role(company, person=arjun, role="supervisor", actor=owner, now=now)
    assert queries.memberships_of(arjun) == []
    assert kinds_of(company)[-3:] == ["MemberJoined", "MemberLeft", "MemberLeft"]
    with pytest.raises(StaleState):
        actions.remove_role(company, person=arjun, role="supervisor", actor=owner, now=now)


def test_a_stranger_cannot_be_given_a_role_and_a_university_has_its_own_roles():
    university, now = make_university(verified=False), clock.now()
    owner = owner_of(university)
    with pytest.raises(leaving.NotAMember):
        actions.assign_role(university, person=make_person(), role="approver", actor=owner, now=now)
    with pytest.raises(leaving.NoSuchRole):
        actions.assign_role(university, person=owner, role="recruiter", actor=owner, now=now)
    assert actions.assign_role(university, person=owner, role="approver", actor=owner, now=now)


def test_the_last_owner_stays():
    company = make_company(verified=False)
    owner, before = owner_of(company), kinds_of(company)
    with pytest.raises(leaving.LastOwner, match="needs at least one owner") as no:
        actions.leave_role(company, role="owner", actor=owner, now=clock.now())
    assert no.value.status == 409
    assert queries.roles_of(owner, company) == {"owner"}
    assert kinds_of(company) == before
    second = add_member(company, role="owner")
    actions.leave_role(company, role="owner", actor=owner, now=clock.now())
    assert roles_in(company) == [(second.name, "owner")]


def test_the_database_itself_refuses_an_organisation_without_owners():
    company = make_company(verified=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.filter(pk=company.pk).update(owners=0)


def test_joining_twice_in_a_role_changes_nothing():
    company = make_company(verified=False)
    arjun = add_member(company, role="owner")
    company.refresh_from_db()
    assert company.owners == 2
    assert not actions.give_role(company, person=arjun, role="owner", actor=None, now=clock.now())
    company.refresh_from_db()
    assert company.owners == 2


def test_a_closed_account_acts_for_nobody():
    company, alone = make_company(verified=False), make_company(verified=False)
    arjun = add_member(company, role="recruiter")
    add_member(company, arjun, "owner")
    actions.release_roles(arjun, now=clock.now())
    actions.release_roles(owner_of(alone), now=clock.now())
    assert queries.memberships_of(arjun) == []
    assert len(roles_in(alone)) == 1  # staff must see to it
    company.refresh_from_db()
    assert company.owners == 1


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_leave_at_once_leave_one():
    company = make_company(verified=False)
    owners = [owner_of(company), add_member(company, role="owner")]
    barrier, answers = threading.Barrier(2), []

    def leave(person):
        try:
            barrier.wait(10)
            actions.leave_role(company, role="owner", actor=person, now=clock.now())
            answers.append("left")
        except Refusal as no:
            answers.append(type(no).__name__)
        finally:
            connections[connection.alias].close()

    threads = [threading.Thread(target=leave, args=(person,)) for person in owners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(answers) == ["LastOwner", "left"]
    company.refresh_from_db()
    assert company.owners == 1
    assert Membership.objects.filter(organization=company, role="owner").count() == 1
    assert kinds_of(company).count("MemberLeft") == 1


@pytest.mark.django_db(transaction=True)
def test_a_link_pressed_twice_at_once_joins_once():
    company, arjun = make_company(verified=False), make_person(email="arjun@meridian.example")
    invitation = invite(company, role="owner")
    barrier, answers = threading.Barrier(2), []

    def accept():
        try:
            barrier.wait(10)
            actions.accept_invitation(invitation, actor=arjun, now=clock.now())
            answers.append("joined")
        except Refusal as no:
            answers.append(type(no).__name__)
        finally:
            connections[connection.alias].close()

    threads = [threading.Thread(target=accept) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(answers) == ["InvitationClosed", "joined"]
    company.refresh_from_db()
    assert company.owners == 2
    journal.drain(now=clock.now())
