"""Proving that an organisation is real: domain, papers, the decision of staff, and what takes it back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.http import Http404

from kadam.files.models import StoredFile
from kadam.kit import clock
from kadam.kit.refusals import BadInput, NotYours
from kadam.kit.transitions import StaleState
from kadam.organizations import actions, paths, queries
from kadam.organizations.actions import proving, verifying
from tests.organizations.recorded import kinds_of
from tests.support.companies import add_member, gstin, make_company, make_university, owner_of, verify
from tests.support.files import PDF, PNG, upload
from tests.support.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def waiting(**facts):
    """A company that waits for staff."""
    company = make_company(make_person(email=f"asha{len(facts)}@meridian.example"), verified=False, **facts)
    owner, now = owner_of(company), clock.now()
    actions.prove_domain(company, domain="meridian.example", actor=owner, now=now)
    return actions.submit_verification(company, actor=owner, now=now)


def staff():
    return make_person(name="Staff Sen", staff=True)


def standing_of(company):
    company.refresh_from_db()
    return (company.verification, company.verified_at, company.verification_note, kinds_of(company))


def test_the_whole_way():
    company = waiting()
    assert company.verification == "submitted"
    assert company.domain_proved_at
    actions.approve_verification(company, actor=staff(), now=clock.now())
    company.refresh_from_db()
    assert company.is_verified
    assert kinds_of(company)[2:] == ["DomainProved", "VerificationSubmitted", "OrganizationVerified"]


def test_a_paper_stands_in_for_a_domain():
    company = make_company(verified=False)
    owner, now = owner_of(company), clock.now()
    paper = actions.add_evidence(
        company, upload=upload("gst.pdf", PDF), label="GST certificate", actor=owner, now=now
    )
    assert paper.file.owner == owner
    assert [row.label for row in queries.evidence(company)] == ["GST certificate"]
    assert actions.submit_verification(company, actor=owner, now=now).verification == "submitted"


def test_what_is_missing_is_said_before_anything_is_sent():
    company = make_company(verified=False, gstin="")
    with pytest.raises(proving.NotComplete) as no:
        actions.submit_verification(company, actor=owner_of(company), now=clock.now())
    assert "one registration number; a proved work-e-mail domain, or one paper" in str(no.value)
    university = make_university(verified=False, aishe="")
    with pytest.raises(proving.NotComplete, match="the AISHE code"):
        actions.submit_verification(university, actor=owner_of(university), now=clock.now())
    assert standing_of(company)[0] == standing_of(university)[0] == "unverified"


@pytest.mark.parametrize(
    ("domain", "refusal"),
    [
        ("gmail.com", proving.PublicDomain),
        ("mail.yahoo.co.in", proving.PublicDomain),
        ("rediffmail.com", proving.PublicDomain),
        ("somebody-else.example", proving.AddressNotProved),
        ("unproved.example", proving.AddressNotProved),
        ("college.ac.in", proving.CollegeDomain),
        ("", proving.AddressNotProved),
    ],
)
def test_a_domain_is_proved_only_by_a_verified_work_address(domain, refusal):
    owner = make_person(email="asha@meridian.example")
    for email, verified in (("a@gmail.com", True), ("a@unproved.example", False), ("a@college.ac.in", True)):
        EmailAddress.objects.create(user=owner, email=email, verified=verified, primary=False)
    company = make_company(owner, verified=False)
    before = kinds_of(company)
    with pytest.raises(refusal) as no:
        actions.prove_domain(company, domain=domain, actor=owner, now=clock.now())
    assert isinstance(no.value, BadInput)
    company.refresh_from_db()
    assert (company.domain, company.domain_proved_at, kinds_of(company)) == ("", None, before)


def test_a_university_is_proved_by_its_college_domain():
    university = make_university(make_person(email="tpo@college.ac.in"), verified=False)
    actions.prove_domain(university, domain="College.ac.in", actor=owner_of(university), now=clock.now())
    assert university.domain == "college.ac.in"


def test_any_member_proves_the_first_domain_but_only_an_owner_replaces_it():
    company = make_company(make_person(email="asha@gmail.com"), verified=False)
    recruiter = add_member(company, make_person(email="arjun@meridian.example"))
    other = add_member(company, make_person(email="dev@meridian-two.example"))
    actions.prove_domain(company, domain="meridian.example", actor=recruiter, now=clock.now())
    assert company.domain == "meridian.example"
    with pytest.raises(NotYours):
        actions.prove_domain(company, domain="meridian-two.example", actor=other, now=clock.now())
    with pytest.raises(NotYours):
        actions.prove_domain(company, domain="meridian.example", actor=make_person(), now=clock.now())
    before = kinds_of(company)
    actions.prove_domain(company, domain="meridian.example", actor=recruiter, now=clock.now())
    assert kinds_of(company) == before


def test_only_owners_give_papers_and_send_in():
    company = make_company(verified=False)
    recruiter, now = add_member(company), clock.now()
    with pytest.raises(NotYours):
        actions.add_evidence(company, upload=upload("a.pdf", PDF), label="x", actor=recruiter, now=now)
    with pytest.raises(NotYours):
        actions.submit_verification(company, actor=recruiter, now=now)
    assert not StoredFile.objects.exists()


def test_a_bad_paper_is_refused_and_leaves_nothing(monkeypatch):
    company = make_company(verified=False)
    owner, now = owner_of(company), clock.now()
    with pytest.raises(BadInput, match="This is named") as no:
        actions.add_evidence(company, upload=upload("gst.pdf", PNG), label="GST", actor=owner, now=now)
    assert no.value.field == "file"
    assert not StoredFile.objects.exists()
    monkeypatch.setattr(proving, "EVIDENCE_MAX", 0)
    with pytest.raises(proving.TooMuchEvidence):
        actions.add_evidence(company, upload=upload("gst.pdf", PDF), label="GST", actor=owner, now=now)
    assert queries.evidence(company) == []


def test_staff_ask_or_refuse_with_a_note_and_the_company_sends_again():
    company, reviewer, now = waiting(), staff(), clock.now()
    for decide in (actions.ask_verification, actions.refuse_verification):
        with pytest.raises(verifying.NoteNeeded) as no:
            decide(company, note=" short ", actor=reviewer, now=now)
        assert no.value.field == "note"
    assert standing_of(company)[0] == "submitted"
    actions.ask_verification(company, note="Send the shop licence, please.", actor=reviewer, now=now)
    assert standing_of(company)[0::2] == ("asked", "Send the shop licence, please.")
    actions.submit_verification(company, actor=owner_of(company), now=now)
    actions.refuse_verification(company, note="The GSTIN is of another firm.", actor=reviewer, now=now)
    assert standing_of(company)[0] == "refused"
    actions.submit_verification(company, actor=owner_of(company), now=now)
    actions.approve_verification(company, actor=reviewer, now=now)
    assert standing_of(company)[0::2] == ("verified", "")


def test_of_two_reviewers_the_second_is_told():
    company, now = waiting(), clock.now()
    tab = queries.get_organization(company.code)
    actions.approve_verification(company, actor=staff(), now=now)
    before = standing_of(company)
    with pytest.raises(StaleState):
        actions.refuse_verification(tab, note="I looked at it later.", actor=staff(), now=now)
    assert standing_of(company) == before


def test_facts_that_changed_after_the_reviewer_looked_are_not_approved():
    company, now = waiting(), clock.now()
    seen, owner = company.submitted_at, owner_of(company)
    actions.edit_organization(company, name="Another Name", actor=owner, now=now)
    with pytest.raises(StaleState):
        actions.approve_verification(company, actor=staff(), now=now, seen=seen)
    actions.submit_verification(company, actor=owner, now=now + timedelta(minutes=1))
    with pytest.raises(StaleState):
        actions.approve_verification(company, actor=staff(), now=now, seen=seen)
    assert standing_of(company)[0] == "submitted"
    actions.approve_verification(company, actor=staff(), now=now, seen=company.submitted_at)


def test_nobody_decides_about_their_own_and_only_staff_decide():
    company, now = waiting(), clock.now()
    insider = staff()
    add_member(company, insider)
    for person in (insider, owner_of(company), make_person()):
        with pytest.raises(verifying.NotForYou):
            actions.approve_verification(company, actor=person, now=now)
    assert standing_of(company)[0] == "submitted"


def test_of_two_that_claim_one_number_only_one_is_verified():
    number = gstin(4321)
    first, second = waiting(gstin=number), waiting(gstin=number, city="Pune")
    actions.approve_verification(first, actor=staff(), now=clock.now())
    before = standing_of(second)
    with pytest.raises(verifying.TakenNumber, match=first.name):
        actions.approve_verification(second, actor=staff(), now=clock.now())
    assert standing_of(second) == before


@pytest.mark.parametrize(
    ("change", "after"),
    [
        ({"name": "Renamed"}, "unverified"),
        ({"pan": ""}, "verified"),
        ({"gstin": ""}, "unverified"),
        ({"udyam": "UDYAM-KR-03-0001234"}, "unverified"),
        ({"about": "New words", "city": "Mysuru", "website": "https://a.example"}, "verified"),
        ({"name": "Meridian Foods"}, "verified"),
    ],
)
def test_a_change_of_what_was_checked_is_checked_again(change, after):
    company = make_company()
    before, since = kinds_of(company), company.verified_at
    actions.edit_organization(company, actor=owner_of(company), now=clock.now(), **change)
    company.refresh_from_db()
    assert company.verification == after
    assert company.verified_at == since  # public links keep working while it is checked again
    assert ("VerificationRevoked" in kinds_of(company)) is (after == "unverified")
    if change in ({"pan": ""}, {"name": "Meridian Foods"}):
        assert kinds_of(company) == before


def test_a_new_domain_is_checked_again():
    company = make_company(make_person(email="asha@meridian.example"))
    owner = owner_of(company)
    EmailAddress.objects.create(user=owner, email="asha@new.example", verified=True, primary=False)
    actions.prove_domain(company, domain="new.example", actor=owner, now=clock.now())
    assert standing_of(company)[0] == "unverified"
    assert kinds_of(company)[-2:] == ["VerificationRevoked", "DomainProved"]


def test_only_an_owner_edits_and_bad_facts_change_nothing():
    company = make_company()
    recruiter, before = add_member(company), None
    before = standing_of(company)
    with pytest.raises(NotYours):
        actions.edit_organization(company, name="Mine now", actor=recruiter, now=clock.now())
    with pytest.raises(BadInput):
        actions.edit_organization(company, gstin="29AAKCS1234C1Z0", actor=owner_of(company), now=clock.now())
    with pytest.raises(BadInput):  # the state that stands does not fit the new number
        actions.edit_organization(company, gstin=gstin(1, "27"), actor=owner_of(company), now=clock.now())
    with pytest.raises(TypeError):
        actions.edit_organization(company, verification="verified", actor=owner_of(company), now=clock.now())
    assert standing_of(company) == before
    assert company.name == "Meridian Foods"


def test_the_queue_is_oldest_first_with_working_days(django_assert_num_queries):
    friday = datetime.fromisoformat("2026-11-27T20:00+05:30")
    late, early = make_company(verified=False, name="Late"), make_company(verified=False, name="Early")
    for company, at in ((late, friday + timedelta(hours=1)), (early, friday)):
        owner = owner_of(company)
        actions.prove_domain(company, domain=owner.email.partition("@")[2], actor=owner, now=at)
        actions.submit_verification(company, actor=owner, now=at)
    verify(make_company(verified=False))
    with django_assert_num_queries(1):
        rows = queries.verification_queue()
    assert [row.name for row in rows] == ["Early", "Late"]
    assert rows[0].due_at == datetime.fromisoformat("2026-11-30T18:00+05:30")


def test_papers_are_for_owners_and_staff():
    company = make_company(verified=False)
    owner, recruiter = owner_of(company), add_member(company)
    paper = actions.add_evidence(
        company, upload=upload("a.pdf", PDF), label="A", actor=owner, now=clock.now()
    )
    for person in (owner, staff()):
        assert queries.evidence_file(person, company.code, paper.file.code) == paper.file
    other = make_company(verified=False)
    for person, code in ((recruiter, company.code), (make_person(), company.code), (owner, other.code)):
        with pytest.raises(Http404):
            queries.evidence_file(person, code, paper.file.code)


def test_the_path_says_whose_turn_it_is():
    company = make_company(verified=False)
    owner, reviewer, now = owner_of(company), staff(), clock.now()

    def drawn():
        turn = paths.verification_turn(company, queries.missing(company))
        return turn.whose, [step.state for step in paths.verification_path(company)]

    assert drawn() == ("Your turn", ["done", "now", "todo", "todo"])
    actions.prove_domain(company, domain=owner.email.partition("@")[2], actor=owner, now=now)
    actions.submit_verification(company, actor=owner, now=now)
    assert drawn() == ("Our turn", ["done", "done", "now", "todo"])
    actions.ask_verification(company, note="One more paper, please.", actor=reviewer, now=now)
    assert drawn() == ("Your turn", ["done", "now", "todo", "todo"])
    actions.submit_verification(company, actor=owner, now=now)
    actions.refuse_verification(company, note="This is somebody else.", actor=reviewer, now=now)
    assert drawn() == ("Refused", ["done", "done", "stopped", "todo"])
    actions.submit_verification(company, actor=owner, now=now)
    actions.approve_verification(company, actor=reviewer, now=now)
    assert drawn() == ("Verified", ["done", "done", "done", "done"])
