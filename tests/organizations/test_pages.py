"""The pages of organisations: who gets in, what they show, and how many queries they cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from kadam.journal import actions as journal
from kadam.kit import clock
from kadam.organizations import actions, queries
from kadam.organizations.models import Invitation, Organization
from tests.organizations.recorded import kinds_of
from tests.support.companies import add_member, gstin, make_company, make_university, owner_of
from tests.support.files import PDF, PNG, upload
from tests.support.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def at(name, **parts):
    return reverse(f"organizations:{name}", kwargs=parts or None)


def text_of(response):
    return response.content.decode()


# Setting up


def test_a_new_company_in_three_steps(client):
    asha = make_person()
    client.force_login(asha)
    assert "?kind=company" in text_of(client.get(at("new")))
    page = client.get(at("new") + "?kind=company")
    key = page.context["form"].initial["key"] if page.context else None
    key = key or text_of(page).split('name="key" value="')[1].split('"')[0]
    typed = {
        "key": key,
        "name": "Snowline",
        "city": "Pune",
        "state_code": "27",
        "website": "snowline.example",
    }
    for _press in range(2):  # twice, as on a slow line
        done = client.post(at("new") + "?kind=company", typed)
        assert done.status_code == 303
    made = Organization.objects.get()
    assert done["Location"] == at("verification", code=made.code)
    assert (made.code, made.website) == (key, "https://snowline.example")
    assert "one registration number" in text_of(client.get(done["Location"]))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": " x "}, "at least two letters"),
        ({"name": "Snowline", "website": "not a site"}, "Enter a valid URL."),
    ],
)
def test_a_bad_form_comes_back_with_what_was_typed(client, typed, sentence):
    client.force_login(make_person())
    page = client.post(at("new") + "?kind=company", {"about": "We keep things cold.", **typed})
    assert page.status_code == 422
    assert sentence in text_of(page)
    assert "We keep things cold." in text_of(page)
    assert not Organization.objects.exists()


def test_a_university_is_asked_other_things(client):
    client.force_login(make_person())
    page = text_of(client.get(at("new") + "?kind=university"))
    assert "Industry" not in page
    assert client.post(at("new") + "?kind=university", {"name": "Kaveri University"}).status_code == 303
    assert Organization.objects.get().kind == "university"


def test_a_unit_is_added_by_owners_of_the_parent_alone(client):
    parent = make_company(name="Diversa Group")
    recruiter = add_member(parent)
    address = at("new") + f"?parent={parent.code}"
    for person, status in ((make_person(), 404), (recruiter, 403), (owner_of(parent), 200)):
        client.force_login(person)
        assert client.get(address).status_code == status
    assert client.post(address, {"name": "Diversa Cement"}).status_code == 303
    assert Organization.objects.get(name="Diversa Cement").parent == parent
    assert "Diversa Cement" in text_of(client.get(at("home", code=parent.code)))


# Home and facts


def test_home_shows_how_it_stands(client):
    company = make_company(name="Snowline Logistics")
    client.force_login(add_member(company))
    page = text_of(client.get(at("home", code=company.code)))
    assert "Snowline Logistics" in page
    assert "Verified" in page
    assert at("edit", code=company.code) not in page  # a recruiter does not edit


def test_edit_changes_facts_and_says_when_a_name_is_checked_again(client):
    company = make_company()
    client.force_login(owner_of(company))
    page = text_of(client.get(at("edit", code=company.code)))
    assert "A new name is checked again" in page
    assert 'value="Meridian Foods"' in page
    done = client.post(
        at("edit", code=company.code), {"name": "Meridian Foods", "city": "Mysuru", "state_code": "29"}
    )
    assert done.status_code == 303
    company.refresh_from_db()
    assert (company.city, company.verification) == ("Mysuru", "verified")
    refused = client.post(at("edit", code=company.code), {"name": "Meridian Foods", "state_code": "27"})
    assert refused.status_code == 422
    assert "This GSTIN is for Karnataka" in text_of(refused)


# People


def test_the_people_page_costs_the_same_for_one_and_for_three(client, django_assert_num_queries):
    company = make_company()
    owner = owner_of(company)
    client.force_login(owner)
    frame = 3  # session, person, hats
    counts = []
    for size in (1, 3):
        while len(queries.members(company)) < size:
            add_member(company)
            actions.invite_member(
                company,
                email=f"x{size}{len(queries.members(company))}@a.example",
                role="finance",
                actor=owner,
                now=clock.now(),
            )
        with django_assert_num_queries(frame + 3) as counted:
            client.get(at("members", code=company.code))
        counts.append(len(counted))
    assert counts == [6, 6]


def test_home_and_verification_stay_small(client, django_assert_max_num_queries):
    company = make_company(verified=False)
    owner = owner_of(company)
    client.force_login(owner)
    for size in (1, 3):
        while len(queries.members(company)) < size:
            add_member(company)
            actions.create_organization(
                kind="company", name="Unit", parent=company, actor=owner, now=clock.now()
            )
            actions.add_evidence(
                company, upload=upload("a.pdf", PDF), label="A", actor=owner, now=clock.now()
            )
        for name in ("home", "verification"):
            with django_assert_max_num_queries(7):
                client.get(at(name, code=company.code))


def test_an_owner_invites_sends_again_and_withdraws(client):
    company = make_company()
    client.force_login(owner_of(company))
    address = at("members", code=company.code)
    assert client.post(address, {"email": "dev@a.example", "role": "recruiter"}).status_code == 303
    page = text_of(client.get(address))
    assert "dev@a.example" in page
    assert "on its way to dev@a.example" in page
    again = client.post(address, {"email": "dev@a.example", "role": "recruiter"})
    assert again.status_code == 409
    assert "already invited as Recruiter" in text_of(again)
    invitation = Invitation.objects.get()
    parts = {"code": company.code, "invitation": invitation.code}
    assert client.post(at("invitation_message", **parts)).status_code == 303
    assert client.post(at("invitation_withdrawal", **parts)).status_code == 303
    assert client.post(at("invitation_withdrawal", **parts)).status_code == 409
    assert kinds_of(company)[-3:] == ["MemberInvited", "MemberInvited", "InvitationWithdrawn"]


def test_roles_are_given_taken_and_left(client):
    company = make_company()
    owner, arjun = owner_of(company), add_member(company)
    parts = {"code": company.code, "person": arjun.code}
    client.force_login(owner)
    assert "Take this role away" in text_of(client.get(at("member", **parts)))
    assert client.post(at("roles", **parts), {"role": "supervisor"}).status_code == 303
    assert client.post(at("roles", **parts), {"role": "approver"}).status_code == 422
    assert client.post(at("removal", **parts, role="recruiter")).status_code == 303
    last = client.post(at("removal", code=company.code, person=owner.code, role="owner"))
    assert last.status_code == 409
    assert "needs at least one owner" in text_of(last)
    client.force_login(arjun)
    assert "Leave this role" in text_of(client.get(at("member", **parts)))
    left = client.post(at("removal", **parts, role="supervisor"))
    assert left["Location"] == reverse("pages:dashboard")
    assert client.get(at("home", code=company.code)).status_code == 404


def test_members_look_but_do_not_touch(client):
    company = make_company()
    owner, arjun = owner_of(company), add_member(company)
    client.force_login(arjun)
    page = text_of(client.get(at("members", code=company.code)))
    assert owner.email in page
    assert "Send the invitation" not in page
    assert "Take this role away" not in text_of(
        client.get(at("member", code=company.code, person=owner.code))
    )
    assert client.post(at("removal", code=company.code, person=owner.code, role="owner")).status_code == 403
    assert (
        client.post(at("members", code=company.code), {"email": "a@b.example", "role": "finance"}).status_code
        == 403
    )
    assert queries.roles_of(owner, company) == {"owner"}
    assert not Invitation.objects.filter(accepted_at=None).exists()


# The invitation link


def link_of(company, email="dev@meridian.example", now=None):
    invitation = actions.invite_member(
        company, email=email, role="recruiter", actor=owner_of(company), now=now or clock.now()
    )
    return invitation, queries.invitation_link(invitation.code).partition("8000")[2]


def test_a_link_shows_who_invites_and_hides_the_address(client):
    invitation, link = link_of(make_company())
    page = client.get(link)
    assert page.status_code == 200
    assert "d•••@meridian.example" in text_of(page)
    assert invitation.email not in text_of(page)
    assert "no-store" in page["Cache-Control"]
    assert "/account/login/?next=" + link in text_of(page)
    assert client.post(link).status_code == 302  # to sign-in, and back
    assert client.get(at("invitation", token="x" * 43)).status_code == 404


def test_another_account_is_told_and_the_right_one_joins(client):
    company = make_company()
    _invitation, link = link_of(company)
    client.force_login(make_person())
    assert "you are signed in with another address" in text_of(client.get(link))
    refused = client.post(link)
    assert refused.status_code == 403
    assert "This invitation is for d•••@meridian.example" in text_of(refused)
    dev = make_person(email="dev@meridian.example")
    client.force_login(dev)
    assert "Accept and join" in text_of(client.get(link))
    assert client.post(link)["Location"] == at("home", code=company.code)
    assert queries.roles_of(dev, company) == {"recruiter"}
    again = client.post(link)
    assert again.status_code == 409
    assert "This invitation was accepted" in text_of(again)


@pytest.mark.parametrize(("days", "sentence"), [(0, "works until"), (20, "This link has expired")])
def test_an_old_link_says_that_it_is_old(client, days, sentence):
    _invitation, link = link_of(make_company(), now=clock.now() - timedelta(days=days))
    assert sentence.lower() in text_of(client.get(link)).lower()


# Verification


def test_numbers_domain_paper_and_off_it_goes(client):
    company = make_company(make_person(email="asha@meridian.example"), verified=False, gstin="", city="")
    client.force_login(owner_of(company))
    page = at("verification", code=company.code)
    assert client.post(page).status_code == 409
    wrong = client.post(at("identifiers", code=company.code), {"gstin": "29AAKCS1234C1Z0"})
    assert wrong.status_code == 422
    assert "does not fit the others" in text_of(wrong)
    assert "29AAKCS1234C1Z0" in text_of(wrong)
    assert client.post(at("identifiers", code=company.code), {"gstin": gstin(1)}).status_code == 303
    assert "Prove this domain" in text_of(client.get(page))
    assert client.post(at("domain", code=company.code), {"domain": "gmail.com"}).status_code == 422
    assert client.post(at("domain", code=company.code), {"domain": "meridian.example"}).status_code == 303
    bad = client.post(at("evidence", code=company.code), {"label": "GST", "file": upload("gst.pdf", PNG)})
    assert bad.status_code == 422
    assert "its content is a PNG image" in text_of(bad)
    done = client.post(at("evidence", code=company.code), {"label": "GST", "file": upload("gst.pdf", PDF)})
    assert done.status_code == 303
    assert "being checked" in text_of(client.get(page))
    assert client.post(page).status_code == 303
    assert client.post(page).status_code == 409  # a second press
    assert "Our turn" in text_of(client.get(page))
    company.refresh_from_db()
    assert company.verification == "submitted"


def test_a_paper_is_downloaded_when_checked_and_by_owners_and_staff_alone(client):
    company = make_company(verified=False)
    owner, recruiter, now = owner_of(company), add_member(company), clock.now()
    paper = actions.add_evidence(company, upload=upload("gst.pdf", PDF), label="GST", actor=owner, now=now)
    address = at("evidence_file", code=company.code, file=paper.file.code)
    client.force_login(owner)
    assert client.get(address).status_code == 409
    journal.drain(now=now)
    for person, status in (
        (owner, 200),
        (make_person(staff=True), 200),
        (recruiter, 404),
        (make_person(), 404),
    ):
        client.force_login(person)
        answer = client.get(address)
        assert answer.status_code == status
        if status == 200:
            assert answer.getvalue() == PDF
            assert answer["Content-Disposition"] == 'attachment; filename="gst.pdf"'


# Public


def test_the_public_page_shows_checked_facts_and_nothing_else(client):
    company = make_company(pan="")
    page = text_of(client.get(at("public", code=company.code)))
    assert "Verified company" in page
    assert company.domain in page
    assert "Karnataka" in page
    assert company.gstin not in page
    assert company.gstin[2:12] not in page
    assert owner_of(company).email not in page


def test_nobody_sees_a_page_of_what_nobody_checked(client):
    company = make_company(verified=False)
    address = at("public", code=company.code)
    assert client.get(address).status_code == 404
    client.force_login(make_person())
    assert client.get(address).status_code == 404
    client.force_login(owner_of(company))
    page = text_of(client.get(address))
    assert "Only members see this page" in page
    assert "noindex" in page


def test_a_page_that_was_public_stays_while_facts_are_checked_again(client):
    company = make_company()
    actions.edit_organization(company, name="Renamed", actor=owner_of(company), now=clock.now())
    page = text_of(client.get(at("public", code=company.code)))
    assert "it is being checked again" in page
    assert "Verified company" not in page


# Who gets in

PAGES = ("home", "edit", "members", "member", "verification")
STEPS = (
    "roles",
    "removal",
    "identifiers",
    "domain",
    "evidence",
    "invitation_message",
    "invitation_withdrawal",
)


def addresses(company, names):
    owner = owner_of(company)
    invitation = Invitation.objects.filter(organization=company).first() or actions.invite_member(
        company, email="x@y.example", role="owner", actor=owner, now=clock.now()
    )
    more = {
        "member": {"person": owner.code},
        "roles": {"person": owner.code},
        "removal": {"person": owner.code, "role": "owner"},
        "invitation_message": {"invitation": invitation.code},
        "invitation_withdrawal": {"invitation": invitation.code},
    }
    return {name: at(name, code=company.code, **more.get(name, {})) for name in names}


def test_who_may_open_which_page(client):
    company = make_company()
    people = {
        "stranger": (make_person(), dict.fromkeys(PAGES, 404)),
        "other": (owner_of(make_company()), dict.fromkeys(PAGES, 404)),
        "staff": (make_person(staff=True), dict.fromkeys(PAGES, 404)),
        "owner": (owner_of(company), dict.fromkeys(PAGES, 200)),
    }
    for role in ("recruiter", "supervisor", "finance"):
        people[role] = (add_member(company, role=role), {**dict.fromkeys(PAGES, 200), "edit": 403})
    found = addresses(company, PAGES)
    for address in [*found.values(), at("new")]:
        assert client.get(address)["Location"].startswith("/account/login/")
    for who, (person, expected) in people.items():
        client.force_login(person)
        got = {name: client.get(address).status_code for name, address in found.items()}
        assert got == expected, who
        assert client.get(at("new")).status_code == 200


def test_who_may_take_which_step(client):
    company = make_company()
    found = addresses(company, STEPS)
    before = kinds_of(company)
    for address in found.values():
        assert client.post(address)["Location"].startswith("/account/login/")
    for person in (make_person(), owner_of(make_company()), make_person(staff=True)):
        client.force_login(person)
        assert {client.post(address).status_code for address in found.values()} == {404}
    assert kinds_of(company) == before
    client.force_login(owner_of(company))
    assert {client.get(address).status_code for address in found.values()} == {405}


def test_university_pages_hold_together(client):
    university = make_university()
    client.force_login(owner_of(university))
    for name, address in addresses(university, PAGES).items():
        if name != "member":
            assert client.get(address).status_code == 200
    assert "AISHE code" in text_of(client.get(at("verification", code=university.code)))
    assert university.aishe in text_of(client.get(at("public", code=university.code)))
