"""The console: who gets in, what it shows, and that every act is an action with a name on it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kadam.applications.models import Application
from kadam.journal import actions as journal
from kadam.journal.models import Delivery, Event, Pulse
from kadam.kit import clock
from kadam.organizations import actions as organizations
from kadam.organizations.actions.proving import add_evidence, prove_domain, submit_verification
from kadam.organizations.models import Organization
from kadam.payments.models import Hold
from kadam.projects.actions import reopen_draft
from kadam.projects.models import Project
from kadam.staff import queries
from tests.support.applications import make_application
from tests.support.companies import make_company, owner_of
from tests.support.engagements import make_working
from tests.support.payments import settle
from tests.support.people import make_person
from tests.support.projects import funding_of, make_awaiting_funds, make_open_project, make_submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def sunita(client):
    person = make_person("Sunita Staff", staff=True)
    client.force_login(person)
    return person


def get(client, name, query=None, **parts):
    return client.get(reverse(f"staff:{name}", kwargs=parts or None), query or {})


def post(client, name, data=None, **parts):
    return client.post(reverse(f"staff:{name}", kwargs=parts or None), data or {})


def text(answer):
    return answer.content.decode()


def waiting(name="Sahyadri Solar", **facts):
    """A company that asked to be verified."""
    body = make_company(name=name, verified=False, **facts)
    owner = owner_of(body)
    prove_domain(body, domain=owner.email.partition("@")[2], actor=owner, now=clock.now())
    submit_verification(body, actor=owner, now=clock.now())
    return Organization.objects.get(pk=body.pk)


# Who gets in

PAGES = [
    ("home", {}),
    ("verifications", {}),
    ("organization", {"code": "x"}),
    ("briefs", {}),
    ("brief", {"code": "x"}),
    ("search", {}),
    ("recent", {}),
    ("journal", {"subject": "person:x"}),
    ("books", {}),
    ("queue", {}),
]
DOORS = [
    ("decision", {"code": "x"}),
    ("review", {"code": "x"}),
    ("suspension", {"code": "x"}),
    ("proofs", {}),
    ("revivals", {}),
]


@pytest.mark.parametrize(("name", "parts"), PAGES + DOORS)
def test_for_everybody_else_there_is_nothing_here(client, name, parts):
    method = post if (name, parts) in DOORS else get
    client.force_login(owner_of(make_company()))
    assert method(client, name, **parts).status_code == 404


@pytest.mark.parametrize(("name", "parts"), PAGES + DOORS)
def test_who_is_not_signed_in_is_asked_to(client, name, parts):
    answer = (post if (name, parts) in DOORS else get)(client, name, **parts)
    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


@pytest.mark.parametrize(("name", "parts"), DOORS)
def test_a_door_opens_by_post_alone(client, sunita, name, parts):
    assert get(client, name, **parts).status_code == 405


@pytest.mark.parametrize("name", ["organization", "brief"])
def test_what_does_not_exist_is_not_found(client, sunita, name):
    assert get(client, name, code="nothing").status_code == 404


def test_a_draft_is_its_companys_alone(client, sunita):
    project = make_awaiting_funds()
    reopen_draft(project, actor=owner_of(project.organization), now=clock.now())
    Project.objects.filter(pk=project.pk).update(submitted_at=None)
    assert get(client, "brief", code=project.code).status_code == 404


# What waits


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_four_queries(client, sunita, rows, django_assert_num_queries):
    for number in range(rows):
        waiting(f"Company {number}")
        make_submitted(title=f"Brief number {number} of the list")
    for name in ("verifications", "briefs"):
        with django_assert_num_queries(4):
            body = text(get(client, name))
        assert body.count('class="entry"') == rows
        assert "answer by" in body


@pytest.mark.parametrize("rows", [1, 3])
def test_home_costs_ten_queries(client, sunita, rows, django_assert_num_queries):
    for number in range(rows):
        waiting(f"Company {number}")
        make_submitted(title=f"Brief number {number} of the list")
    with django_assert_num_queries(9):
        body = text(get(client, "home"))
    assert "Company 0" in body
    assert "Brief number 0" in body


def test_home_says_when_something_is_wrong(client, sunita):
    assert "The background does not keep up" in text(get(client, "home"))
    journal.drain(now=clock.now())
    for name in ("worker", "scheduler"):
        journal.beat(name, now=clock.now())
    body = text(get(client, "home"))
    assert "The background does not keep up" not in body
    assert "Nobody waits" in body


def test_late_answers_are_said_to_be_late(client, sunita):
    body = waiting()
    Organization.objects.filter(pk=body.pk).update(submitted_at=clock.now() - timedelta(days=9))
    assert "late since" in text(get(client, "verifications"))


# Verification


def test_an_organisation_with_all_that_speaks_for_it(client, sunita):
    body = waiting()
    owner = owner_of(body)
    paper = SimpleUploadedFile("certificate.txt", b"GST registration certificate")
    add_evidence(body, upload=paper, label="GST certificate", actor=owner, now=clock.now())
    journal.drain(now=clock.now())
    page = text(get(client, "organization", code=body.code))
    for piece in (body.gstin, "Passes our check:", owner.email, "GST certificate", "Proved the mail domain"):
        assert piece in page, piece
    paper_link = reverse(
        "organizations:evidence_file", kwargs={"code": body.code, "file": body.evidence.get().file.code}
    )
    assert paper_link in page
    paper = client.get(paper_link)
    assert b"".join(paper.streaming_content) == b"GST registration certificate"
    paper.close()


def test_a_number_that_is_wrong_or_taken_is_said_to_be(client, sunita):
    taken = make_company(name="First Come")
    body = waiting(gstin=taken.gstin)
    Organization.objects.filter(pk=body.pk).update(cin="U72900KA2008PTC04637")
    page = text(get(client, "organization", code=body.code))
    assert "First Come is already verified with this number." in page
    assert "A CIN has 21 characters; this has 20." in page


def decide(client, body, step, note=""):
    seen = body.submitted_at.isoformat()
    return post(client, "decision", {"step": step, "note": note, "seen": seen}, code=body.code)


@pytest.mark.parametrize(
    ("step", "note", "state", "kind"),
    [
        ("approve", "", "verified", "organizations.OrganizationVerified"),
        ("ask", "Please add a letter on letterhead.", "asked", "organizations.VerificationAsked"),
        ("refuse", "The number belongs to another firm.", "refused", "organizations.VerificationRefused"),
    ],
)
def test_deciding_is_an_action_with_a_name_on_it(client, sunita, step, note, state, kind):
    body = waiting()
    assert decide(client, body, step, note).status_code == 303
    body.refresh_from_db()
    assert (body.verification, body.verification_note) == (state, note)
    assert Event.objects.get(kind=kind).actor == sunita.code


def test_asking_without_a_word_is_refused_and_keeps_the_page(client, sunita):
    body = waiting()
    answer = decide(client, body, "ask", "short")
    assert answer.status_code == 422
    assert "at least a short sentence" in text(answer)
    assert "short</textarea>" in text(answer)
    body.refresh_from_db()
    assert body.verification == "submitted"


def test_the_second_reviewer_is_told(client, sunita):
    body = waiting()
    other = make_person("Other Staff", staff=True)
    organizations.refuse_verification(body, note="Not found in the register.", actor=other, now=clock.now())
    answer = decide(client, body, "approve")
    assert answer.status_code == 409
    assert "already settled" in text(answer)
    body.refresh_from_db()
    assert body.verification == "refused"


def test_nobody_approves_what_was_changed_since_they_looked(client, sunita):
    body = waiting()
    Organization.objects.filter(pk=body.pk).update(submitted_at=clock.now() + timedelta(hours=1))
    assert decide(client, body, "approve").status_code == 409
    body.refresh_from_db()
    assert body.verification == "submitted"


def test_a_step_made_up_by_hand_is_refused(client, sunita):
    body = waiting()
    assert decide(client, body, "delete").status_code == 422


def test_staff_do_not_judge_their_own_organisation(client):
    body = waiting()
    owner = owner_of(body)
    owner.is_staff = True
    owner.save(update_fields=["is_staff"])
    client.force_login(owner)
    assert "somebody else decides" in text(get(client, "organization", code=body.code))
    assert decide(client, body, "approve").status_code == 403
    body.refresh_from_db()
    assert body.verification == "submitted"


# Briefs


def test_a_brief_is_shown_as_students_will_see_it_with_what_the_linter_says(client, sunita):
    project = make_submitted()
    Project.objects.filter(pk=project.pk).update(pay_paise=100_00)
    page = text(get(client, "brief", code=project.code))
    assert "As students will see it" in page
    assert project.deliverable in page
    assert project.organization.name in page
    assert "Pass the brief" in page
    assert 'class="note tone-clay"' in page


def test_passing_a_brief_asks_for_the_money(client, sunita):
    project = make_submitted()
    assert post(client, "review", {"step": "pass"}, code=project.code).status_code == 303
    project.refresh_from_db()
    assert project.state == "awaiting_funds"
    assert Event.objects.get(kind="projects.BriefPassed").actor == sunita.code


def test_asking_for_changes_needs_words(client, sunita):
    project = make_submitted()
    answer = post(client, "review", {"step": "ask", "note": " "}, code=project.code)
    assert answer.status_code == 422
    assert "Write what should change" in text(answer)
    assert (
        post(client, "review", {"step": "ask", "note": "Name the cities."}, code=project.code).status_code
        == 303
    )
    project.refresh_from_db()
    assert (project.state, project.review_note) == ("changes_asked", "Name the cities.")


def test_a_brief_that_was_settled_meanwhile(client, sunita):
    project = make_awaiting_funds()
    answer = post(client, "review", {"step": "pass"}, code=project.code)
    assert answer.status_code == 409
    assert "already settled" in text(answer)


def test_suspending_and_lifting(client, sunita):
    project = make_open_project()
    answer = post(client, "suspension", {"step": "suspend", "reason": ""}, code=project.code)
    assert answer.status_code == 422
    assert "the company reads it" in text(answer)
    post(client, "suspension", {"step": "suspend", "reason": "We check a report."}, code=project.code)
    project.refresh_from_db()
    assert project.state == "suspended"
    assert "Let it go on" in text(get(client, "brief", code=project.code))
    post(client, "suspension", {"step": "lift"}, code=project.code)
    project.refresh_from_db()
    assert project.state == "intake_closed"
    assert list(
        Event.objects.filter(actor=sunita.code, kind__startswith="projects.")
        .order_by("id")
        .values_list("kind", flat=True)
    ) == [
        "projects.ProjectSuspended",
        "projects.SuspensionLifted",
    ]


# Search


@pytest.fixture
def market():
    work = make_working()
    settle(clock.now() + timedelta(minutes=10))
    return work


def found(text):
    return [(one.kind, one.title) for one in queries.search(text)]


def test_anything_is_found_by_its_code(market):
    funding = funding_of(market.project)
    hold = Hold.objects.get(funding=funding)
    title = market.project.title
    for thing, kind, name in [
        (market.student.person, "person", "Asha Rao"),
        (market.organization, "organization", "Meridian Foods"),
        (market.project, "project", title),
        (market.application, "application", title),
        (market, "engagement", title),
        (market.student, "profile", "Asha Rao"),
        (funding, "funding", title),
        (hold, "hold", title),
    ]:
        assert found(thing.code) == [(kind, name)], kind
        assert found(f" {thing.code.upper()} ") == [(kind, name)]
        assert found(f"{kind}:{thing.code}") == [(kind, name)]


def test_money_is_found_by_the_providers_id(market):
    funding = funding_of(market.project)
    assert found(funding.order_id) == [("funding", market.project.title)]
    assert found(funding.payment_id) == [("funding", market.project.title)]
    assert found("pay_nothing123") == []


def test_people_organisations_and_projects_are_found_by_words(market):
    assert ("person", "Asha Rao") in found("asha")
    assert found(market.student.person.email) == [("person", "Asha Rao")]
    assert found("meridian") == [("organization", "Meridian Foods")]
    assert found("cold-chain") == [("project", market.project.title)]
    assert found(market.organization.gstin) == [("organization", "Meridian Foods")]
    assert found("") == []
    assert found("%' OR 1=1 --") == []


@pytest.mark.parametrize("rows", [1, 3])
def test_search_costs_six_queries_at_most(client, sunita, rows, django_assert_max_num_queries):
    for _number in range(rows):
        make_open_project()
    project = Project.objects.order_by("id")[0]
    for query in ("cold", project.code, "order_123456", "meera@example.org"):
        with django_assert_max_num_queries(6):
            get(client, "search", {"q": query})
    assert text(get(client, "search", {"q": "cold"})).count('class="entry"') == rows


def test_search_shows_what_was_asked_and_where_to_go(client, sunita, market):
    body = text(get(client, "search", {"q": market.project.code}))
    assert reverse("staff:brief", kwargs={"code": market.project.code}) in body
    assert reverse("staff:journal", kwargs={"subject": f"project:{market.project.code}"}) in body
    assert "Nothing found" in text(get(client, "search", {"q": "qqqq"}))
    assert "&lt;b&gt;" in text(get(client, "search", {"q": "<b>"}))


# The journal


def test_the_journal_of_a_thing_in_sentences_with_names_and_amounts(client, sunita, market):
    page = text(get(client, "journal", subject=f"project:{market.project.code}"))
    for piece in ("Opened for pitches", "Began a brief", "Meera Iyer", "by the clock or the provider"):
        assert piece in page, piece
    funding = funding_of(market.project)
    page = text(get(client, "journal", subject=f"funding:{funding.code}"))
    assert "₹6,000.00" in page
    assert reverse("staff:journal", kwargs={"subject": f"project:{market.project.code}"}) in page


def test_the_journal_of_a_person_and_what_they_did(client, sunita, market):
    person = market.student.person
    assert "Signed up" in text(get(client, "journal", subject=f"person:{person.code}"))
    did = text(get(client, "journal", {"by": "1"}, subject=f"person:{person.code}"))
    assert "Pitched" in did
    application = Application.objects.get()
    assert reverse("staff:journal", kwargs={"subject": f"application:{application.code}"}) in did


@pytest.mark.parametrize("rows", [1, 3])
def test_the_journal_costs_six_queries(client, sunita, rows, django_assert_num_queries):
    pitch = make_application()
    subject = f"application:{pitch.code}"
    for _number in range(rows):
        Event.objects.create(
            kind="applications.ApplicationSeen", at=clock.now(), actor=sunita.code, subject=subject
        )
    with django_assert_num_queries(6):
        get(client, "journal", subject=subject)
    with django_assert_num_queries(5):
        get(client, "recent")


def test_the_journal_is_paged(client, sunita):
    subject = "queue:journal"
    for number in range(60):
        Event.objects.create(kind="x.Y", at=clock.now(), subject=subject, data={"number": number})
    page = queries.events_of(subject)
    rest = queries.events_of(subject, page.next_cursor)
    assert [len(page.rows), len(rest.rows)] == [50, 10]
    assert "Show earlier" in text(get(client, "journal", subject=subject))


@pytest.mark.parametrize("subject", ["nothing", "project:" + "x" * 60])
def test_what_is_no_subject_is_not_found(client, sunita, subject):
    assert get(client, "journal", subject=subject).status_code == 404


def test_a_subject_nobody_wrote_about(client, sunita):
    assert "Nothing in the journal" in text(get(client, "journal", subject="project:zzzzzzzzz"))


# Books and queue


def test_the_books_and_their_proof(client, sunita, market, django_assert_num_queries):
    with django_assert_num_queries(5):
        page = text(get(client, "books"))
    assert "₹6,000.00" in page
    assert "The sums add up to zero" in page
    answer = post(client, "proofs")
    assert answer.status_code == 303
    proof = Event.objects.get(kind="staff.BooksProved")
    assert (proof.actor, proof.data) == (sunita.code, {"problems": []})
    assert "Had the books prove themselves" in text(get(client, "books"))


def test_books_that_do_not_balance_are_shown_as_such(client, sunita, market):
    Hold.objects.update(amount_paise=1)
    post(client, "proofs")
    page = text(get(client, "books"))
    assert "The books do not balance." in page
    assert "the open holds say 1" in page
    assert "do not balance" in text(get(client, "home"))


def bury(count, now):
    for _number in range(count):
        event = Event.objects.create(kind="x.Y", at=now, subject="mail:x")
        Delivery.objects.create(
            event=event,
            subscriber="kadam.notifications.subscribers.post.send",
            state="dead",
            attempts=12,
            due_at=now,
            error="ConnectionRefusedError('no answer')",
        )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_shows_what_was_given_up_and_why(client, sunita, rows, django_assert_num_queries):
    bury(rows, clock.now())
    with django_assert_num_queries(6):
        page = text(get(client, "queue"))
    assert page.count("no answer") == rows
    assert "never gave a sign of life" in page


def test_reviving_is_journalled_and_the_second_press_is_told(client, sunita):
    bury(2, clock.now())
    assert post(client, "revivals").status_code == 303
    assert Delivery.objects.filter(state="dead").count() == 0
    event = Event.objects.get(kind="staff.DeliveriesRevived")
    assert (event.actor, event.data) == (sunita.code, {"count": 2})
    assert post(client, "revivals").status_code == 409
    assert Event.objects.filter(kind="staff.DeliveriesRevived").count() == 1


def test_signs_of_life_are_read_by_the_real_clock(sunita, django_assert_num_queries):
    real = clock.now()
    Pulse.objects.create(name="worker", at=real - timedelta(seconds=5))
    Pulse.objects.create(name="scheduler", at=real - timedelta(minutes=5))
    with django_assert_num_queries(2):
        machine = queries.machine(now=real + timedelta(days=30), real_now=real)
    assert [(sign.name, sign.alive) for sign in machine.signs] == [("worker", True), ("scheduler", False)]
    assert not machine.is_well
