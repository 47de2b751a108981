"""A company's side of its projects: each page for each role, forms that keep what was typed, one effect a press."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from kadam.projects import actions, queries
from kadam.projects.models import Project
from kadam.projects.web.forms import typed
from tests.support.companies import add_member, make_company, make_university, owner_of
from tests.support.people import make_person
from tests.support.projects import (
    GOOD,
    funding_of,
    make_awaiting_funds,
    make_draft,
    make_open_project,
    make_submitted,
    make_trusted_company,
)
from tests.support.skills_builders import load_all

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
COMPANY_PAGES = ("edit", "preview", "submission", "manage", "funding", "cancellation")


def url(name: str, project: Project) -> str:
    return reverse(f"projects:{name}", kwargs={"code": project.code})


def posted(project: Project, **changes: Any) -> dict[str, Any]:
    """The form of the brief as a browser would send it, with changes."""
    project = queries.get_for_company(owner_of(project.organization), project.code)
    data = {
        name: value
        for name, value in typed(project, queries.brief(project)).items()
        if value not in (None, "")
    }
    return {**data, "skills": ["ms-excel"], **changes}


@pytest.fixture
def company(client):
    company = make_company()
    client.force_login(owner_of(company))
    return company


@pytest.mark.parametrize("name", COMPANY_PAGES)
def test_strangers_see_nothing(client, name):
    project = make_open_project()
    assert client.get(url(name, project)).status_code == 302
    for person in (make_person(), owner_of(make_company()), make_person(staff=True)):
        client.force_login(person)
        assert client.get(url(name, project)).status_code == 404
        assert client.post(url(name, project)).status_code in {404, 405}


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("recruiter", {"edit", "preview", "submission", "manage"}),
        ("finance", {"manage", "cancellation"}),
        ("supervisor", {"manage"}),
        ("owner", {"edit", "preview", "submission", "manage", "cancellation"}),
    ],
)
def test_each_role_sees_its_pages(client, role, allowed):
    project = make_draft()
    client.force_login(add_member(project.organization, role=role))
    seen = {name for name in COMPANY_PAGES if client.get(url(name, project)).status_code == 200}
    assert seen == allowed
    refused = {name for name in COMPANY_PAGES if client.get(url(name, project)).status_code == 403}
    assert refused == set(COMPANY_PAGES) - allowed - {
        "funding"
    }  # nothing is asked of a draft: it leads elsewhere


def test_the_library_offers_every_template(client, company):
    page = client.get(reverse("projects:new")).content.decode()
    assert page.count("Start from this") == 25
    assert company.name not in page or "is not verified" not in page


def test_somebody_without_a_company_is_told_what_to_do(client):
    client.force_login(make_person())
    page = client.get(reverse("projects:new")).content.decode()
    assert "First, your company" in page
    client.force_login(owner_of(make_university()))
    assert "First, your company" in client.get(reverse("projects:new")).content.decode()


def test_with_two_companies_one_chooses(client):
    owner = make_person()
    first, second = (
        make_company(owner, name="Alpha Foods"),
        make_company(owner, name="Beta Foods", verified=False),
    )
    client.force_login(owner)
    page = client.get(reverse("projects:new"), {"organisation": second.code}).content.decode()
    assert f'name="organisation" value="{second.code}"' in page
    assert "Beta Foods is not verified yet" in page
    assert first.code in page


def test_a_template_becomes_a_draft(client, company):
    load_all()
    answer = client.post(
        reverse("projects:draft"), {"organisation": company.code, "template": "gst-reconciliation"}
    )
    project = Project.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, url("edit", project))
    page = client.get(url("edit", project)).content.decode()
    assert "Reconcile purchase register with GSTR-2B" in page
    assert "needs mending" not in page  # not before anything was written
    assert "Which months, how many invoices" in page


def test_a_draft_cannot_be_begun_for_another_company(client, company):
    other = make_company()
    answer = client.post(reverse("projects:draft"), {"organisation": other.code, "template": ""})
    assert answer.status_code == 404
    assert not Project.objects.exists()


def test_saving_keeps_everything(client, company):
    project = make_draft(company)
    member = add_member(company, role="supervisor")
    changes = {
        "title": "  Map 30   rivals ", "criterion_1": "One", "criterion_2": "", "criterion_3": "Three",
        "question_2": "",
        "hours": "20", "pay": "₹5,000.50", "seats": "2", "first_timer_seats": "1", "due_days": "15",
        "starts_on": "2027-01-05", "place": "city", "city": "Pune", "ai_rule": "barred", "ai_note": "None.",
        "under_nda": "on", "supervisor": member.code, "skills_text": "Tally",
    }  # fmt: skip
    answer = client.post(url("edit", project), posted(project, **changes))
    assert answer.status_code == 303, answer.content.decode()
    fresh = queries.get_for_company(owner_of(company), project.code)
    brief = queries.brief(fresh)
    assert (fresh.hours, fresh.pay_paise, fresh.seats, fresh.first_timer_seats) == (20, 5_000_50, 2, 1)
    assert (fresh.city, fresh.ai_rule, fresh.under_nda, fresh.supervisor) == ("Pune", "barred", True, member)
    assert [line.text for line in brief.criteria] == ["One", "Three"]
    assert [line.text for line in brief.questions] == [GOOD["questions"][0]]
    assert [tag.slug for tag in brief.skills] == ["ms-excel", "tally"]


def test_a_remote_project_has_no_city(client, company):
    project = make_draft(company, city="Pune")
    client.post(url("edit", project), posted(project, place="remote", city="Pune"))
    assert queries.fresh(project).city == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"hours": "41"}, "Write a whole number from 5 to 40."),
        ({"hours": "many"}, "Enter a whole number."),
        ({"due_days": "3"}, "Write a whole number from 7 to 31."),
        ({"pay": "lots"}, "Write an amount in rupees"),
        ({"pay": "0"}, "There is no unpaid project here."),
        ({"seats": "0"}, "Write a whole number from 1 to 10."),
        ({"first_timer_seats": "9"}, "There are not so many seats."),
        ({"place": "city", "city": ""}, "Write the city, or choose remote."),
        ({"supervisor": "nobody000"}, "Select a valid choice."),
        ({"skills": ["astrology"]}, "We do not know “astrology”."),
        ({"starts_on": "soon"}, "Enter a valid date."),
        ({"title": "x" * 121}, "at most 120 characters"),
    ],
)
def test_a_mistake_is_named_and_nothing_typed_is_lost(client, company, changes, words):
    project = make_draft(company)
    answer = client.post(url("edit", project), posted(project, outcome="What I typed just now", **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "What I typed just now" in page
    assert 'aria-invalid="true"' in page
    assert queries.fresh(project).outcome == GOOD["outcome"]


def test_a_half_written_draft_is_kept_and_says_what_is_missing(client, company):
    project = make_draft(company)
    answer = client.post(
        url("edit", project), posted(project, outcome="", criterion_1="", criterion_2="", criterion_3="")
    )
    assert answer.status_code == 303
    page = client.get(url("edit", project)).content.decode()
    assert "A student cannot decide without this." in page
    assert "0 of at least 2 criteria" in page
    assert "2 things need mending" in page


def test_findings_stand_beside_their_fields(client, company):
    project = make_draft(company, pay_paise=1_000_00, materials="", questions=[])
    page = client.get(url("edit", project)).content.decode()
    assert 'id="id_pay_error"' in page
    assert "Pay each student at least ₹2,400." in page
    assert "Students ask first what they will be given." in page  # advice does not block
    assert "One thing needs mending" in page


def test_the_second_of_two_tabs_is_told_and_keeps_its_words(client, company):
    project = make_draft(company)
    mine = posted(project, title="From the first tab")
    theirs = posted(project, title="From the second tab")
    assert client.post(url("edit", project), mine).status_code == 303
    answer = client.post(url("edit", project), theirs)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody saved this brief since you opened it." in page
    assert "From the second tab" in page
    assert queries.fresh(project).title == "From the first tab"
    again = {**theirs, "version": str(queries.fresh(project).version)}
    assert f'name="version" value="{again["version"]}"' in page
    assert client.post(url("edit", project), again).status_code == 303
    assert queries.fresh(project).title == "From the second tab"


def test_a_brief_that_went_on_is_no_form_any_more(client):
    project = make_submitted()
    client.force_login(owner_of(project.organization))
    assert client.get(url("edit", project)).headers["Location"] == url("manage", project)
    assert client.get(url("submission", project)).headers["Location"] == url("manage", project)
    answer = client.post(url("edit", project), posted(project, title="Late"))
    assert answer.status_code == 409
    assert queries.fresh(project).title == GOOD["title"]


def test_the_preview_is_the_page_of_the_student(client, company):
    project = make_draft(company, title="<b>Bold</b> plan")
    page = client.get(url("preview", project)).content.decode()
    assert "This is how students will see it" in page
    assert "&lt;b&gt;Bold&lt;/b&gt; plan" in page
    assert "₹6,000 to be held" in page
    assert 'content="noindex"' in page
    assert "ld+json" not in page


def test_sending_on_says_what_blocks_and_what_comes_next(client, company):
    project = make_draft(company, pay_paise=1_000_00)
    page = client.get(url("submission", project)).content.decode()
    assert "One thing needs mending first" in page
    assert "A person reads it, because it is your company’s first" in page
    assert "Send it on</button>" not in page
    answer = client.post(url("submission", project))
    assert answer.status_code == 422
    assert queries.fresh(project).state == "draft"


def test_a_good_brief_is_sent_on_once(client, company):
    project = make_draft(company)
    assert "Send it on</button>" in client.get(url("submission", project)).content.decode()
    assert client.post(url("submission", project)).headers["Location"] == url("manage", project)
    page = client.get(url("manage", project)).content.decode()
    assert "Our turn" in page
    assert client.post(url("submission", project)).status_code == 409


def test_an_unverified_company_is_shown_the_way(client):
    company = make_company(verified=False)
    project = make_draft(company)
    client.force_login(owner_of(company))
    page = client.get(url("submission", project)).content.decode()
    assert "not verified yet" in page
    assert reverse("organizations:verification", kwargs={"code": company.code}) in page
    assert client.post(url("submission", project)).status_code == 409


def test_the_money_is_asked_for_with_its_fate(client):
    project = make_awaiting_funds()
    client.force_login(owner_of(project.organization))
    page = client.get(url("funding", project)).content.decode()
    assert "₹6,000" in page
    assert "Go to the payment" in page
    assert "It sits with a licensed payment provider" in page
    client.force_login(add_member(project.organization, role="recruiter"))
    page = client.get(url("funding", project)).content.decode()
    assert "Only an owner or somebody with the finance role can pay" in page
    assert "Go to the payment" not in page


def test_going_back_to_the_draft_is_a_press(client):
    project = make_awaiting_funds()
    client.force_login(owner_of(project.organization))
    assert client.get(url("reopening", project)).status_code == 405
    assert client.post(url("reopening", project)).headers["Location"] == url("edit", project)
    assert queries.fresh(project).state == "draft"
    assert client.post(url("reopening", project)).status_code == 409
    assert client.get(url("funding", project)).headers["Location"] == url("manage", project)


def test_calling_off_says_what_happens_first(client):
    project = make_open_project(seats=2)
    actions.take_queue_place(project, now=NOW)
    client.force_login(owner_of(project.organization))
    page = client.get(url("cancellation", project)).content.decode()
    assert "₹2,000 goes back to you" in page
    assert "1 student pitched and is told today" in page
    assert client.post(url("cancellation", project), {"reason": " "}).status_code == 422
    assert queries.fresh(project).state == "open"
    answer = client.post(url("cancellation", project), {"reason": "Our plans changed."})
    assert answer.headers["Location"] == url("manage", project)
    assert queries.fresh(project).state == "cancelled"
    assert client.post(url("cancellation", project), {"reason": "again"}).status_code == 409


def test_with_a_student_at_work_only_free_seats_are_given_back(client):
    project = make_open_project(seats=3)
    actions.take_seat(actions.reserve_seat(project, now=NOW), now=NOW)
    client.force_login(owner_of(project.organization))
    page = client.get(url("cancellation", project)).content.decode()
    assert "2 free seats are given back: ₹2,000 is refunded to you." in page
    assert client.post(url("cancellation", project)).status_code == 303
    assert queries.fresh(project).state == "staffed"
    assert client.get(url("cancellation", project)).status_code == 409


def test_every_state_has_a_page_that_says_whose_turn_it_is(client):
    company = make_trusted_company()
    client.force_login(owner_of(company))
    project = make_open_project(company)
    for state, words in {
        "draft": "Your turn", "in_review": "Our turn", "changes_asked": "Your turn",
        "awaiting_funds": "The project opens within seconds",
        "open": "The students’ turn", "intake_closed": "Your turn", "staffed": "The students’ turn",
        "completed": "Every seat’s work is settled", "cancelled": "Called off",
        "expired": "Ran out", "suspended": "Our turn",
    }.items():  # fmt: skip
        Project.objects.filter(pk=project.pk).update(
            state=state, funds_due_at=NOW, ended_at=NOW, submitted_at=NOW
        )
        page = client.get(url("manage", project))
        assert page.status_code == 200
        assert words in page.content.decode(), state


def test_while_the_money_is_asked_for_it_is_the_companys_turn_and_then_ours(client):
    project = make_awaiting_funds()
    client.force_login(owner_of(project.organization))
    assert "Your turn" in client.get(url("manage", project)).content.decode()
    funding_of(project).__class__.objects.update(
        state="paid", paid_at=NOW
    )  # the worker has not heard of it yet
    page = client.get(url("manage", project)).content.decode()
    assert "The project opens within seconds." in page
    assert "Set the money aside" not in page


def test_a_company_lists_its_projects_at_a_fixed_cost(client, django_assert_num_queries):
    company = make_trusted_company()
    client.force_login(owner_of(company))
    address = reverse("projects:company", kwargs={"code": company.code})
    with django_assert_num_queries(1):
        assert len(queries.company_projects(company).rows) == 1
    for _ in range(2):
        make_draft(company)
    with django_assert_num_queries(1):
        assert len(queries.company_projects(company).rows) == 3
    page = client.get(address).content.decode()
    assert page.count("Map 40 competitors") == 3
    assert client.get(f"{address}?show=over").content.decode().count("Map 40 competitors") == 1
    assert client.get(f"{address}?show=nonsense").status_code == 200


def test_a_company_walks_the_pages_of_its_list():
    company = make_company()
    drafts = [make_draft(company, title=f"Plan {n}") for n in range(3)]
    first = queries.company_projects(company, size=2)
    rest = queries.company_projects(company, size=2, cursor=first.next_cursor)
    assert {row.code for row in (*first.rows, *rest.rows)} == {project.code for project in drafts}
    assert rest.next_cursor is None


def test_a_list_is_for_members(client):
    company = make_company()
    client.force_login(make_person())
    assert client.get(reverse("projects:company", kwargs={"code": company.code})).status_code == 404
