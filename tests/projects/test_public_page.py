"""The public page of a project: who sees it, what it says, what machines read in it, what a second reading costs."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from kadam.projects import actions, queries
from tests.support.companies import make_company, owner_of
from tests.support.people import make_person
from tests.support.projects import make_awaiting_funds, make_draft, make_open_project, make_submitted

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def address(project) -> str:
    return reverse("projects:detail", kwargs={"code": project.code})


def read(client, project, **headers) -> str:
    answer = client.get(address(project), headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def posting_in(page: str):
    found = re.search(r'<script type="application/ld\+json" nonce="[^"]+">(.*?)</script>', page, re.S)
    return json.loads(found.group(1)) if found else None


@pytest.mark.parametrize("make", [make_draft, make_submitted, make_awaiting_funds])
def test_what_is_not_public_is_not_there(client, make):
    project = make()
    for person in (None, make_person(), owner_of(project.organization), make_person(staff=True)):
        if person:
            client.force_login(person)
        assert client.get(address(project)).status_code == 404


def test_a_cancelled_or_suspended_project_is_gone(client):
    first = make_open_project()
    actions.suspend_project(first, reason="A report.", actor=make_person(staff=True), now=NOW)
    assert client.get(address(first)).status_code == 404
    second = make_open_project()
    actions.cancel_project(second, reason="x", actor=owner_of(second.organization), now=NOW)
    assert client.get(address(second)).status_code == 404
    assert client.get(reverse("projects:detail", kwargs={"code": "nothing00"})).status_code == 404


def test_the_page_says_all_that_matters(client):
    project = make_open_project(
        make_company(name="Nilgiri Cold Chain", city="Pune"), seats=2, first_timer_seats=1
    )
    page = read(client, project)
    for words in (
        "₹1,000 held", "Verified company", "Nilgiri Cold Chain", "Pune", "₹200 an hour, all yours", "5 h",
        "2 weeks, remote", "2 seats", "1 for a first-timer", "0 of 40", "You hand in", "One spreadsheet",
        "It is done when", "Every source is linked", "What you are given", "Our list of 12", "Microsoft Excel",
        "You may use AI tools, and you say where and how", "The pitch asks", "Which two sources",
        "Everyone who pitches gets an answer", "Released to you", "2 questions, about 14 minutes", "Write a pitch",
    ):  # fmt: skip
        assert words in page, words
    assert reverse("applications:new", kwargs={"project": project.code}) in page


def test_it_costs_one_small_query_when_it_was_read_before(client, django_assert_num_queries):
    project = make_open_project()
    read(client, project)
    with django_assert_num_queries(1):
        read(client, project)


def test_the_first_reading_costs_three(client, django_assert_num_queries):
    project = make_open_project()
    with django_assert_num_queries(3):
        read(client, project)


def test_it_follows_the_queue(client):
    project = make_open_project()
    assert "0 of 20" in read(client, project)
    actions.take_queue_place(project, now=NOW)
    assert "1 of 20" in read(client, project)


def test_it_is_drawn_in_the_language_of_the_reader(client):
    project = make_open_project()
    english = read(client, project)
    assert '<html lang="en"' in english
    assert '<html lang="hi"' in read(client, project, **{"accept-language": "hi"})


@pytest.mark.parametrize(
    ("close", "words"),
    [
        (
            lambda project: actions.close_intake(project, why="time", now=NOW),
            "The days for pitching are over",
        ),
        (
            lambda project: [actions.take_queue_place(project, now=NOW) for _ in range(20)],
            "The queue is full",
        ),
        (
            lambda project: actions.take_seat(actions.reserve_seat(project, now=NOW), now=NOW),
            "Every seat has its student",
        ),
    ],
)
def test_a_closed_project_explains_itself(client, close, words):
    project = make_open_project(now=NOW)
    close(project)
    page = read(client, project)
    assert words in page
    assert "Write a pitch" not in page
    assert posting_in(page) is None


def test_a_project_whose_time_just_passed_takes_no_pitch_even_if_the_clock_is_late(client):
    page = read(client, make_open_project(now=datetime(2026, 1, 1, tzinfo=UTC)))
    assert "Pitching just ended" in page
    assert posting_in(page) is None


def test_search_engines_read_a_job_posting(client):
    project = make_open_project()
    posting = posting_in(read(client, project))
    assert posting["@type"] == "JobPosting"
    assert posting["title"] == project.title
    assert posting["jobLocationType"] == "TELECOMMUTE"
    assert posting["applicantLocationRequirements"] == {"@type": "Country", "name": "India"}
    assert datetime.fromisoformat(posting["validThrough"]) == project.intake_closes_at.replace(microsecond=0)
    assert datetime.fromisoformat(posting["datePosted"]) == project.opened_at.replace(microsecond=0)
    assert posting["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "value": 250.0,
        "unitText": "HOUR",
    }
    assert posting["baseSalary"]["currency"] == "INR"
    assert posting["hiringOrganization"]["name"] == project.organization.name
    assert posting["identifier"]["value"] == project.code
    assert "<li>Every source is linked" in posting["description"]


def test_work_in_a_city_names_the_place(client):
    posting = posting_in(read(client, make_open_project(city="Pune")))
    assert posting["jobLocation"]["address"]["addressLocality"] == "Pune"
    assert "jobLocationType" not in posting


def test_nothing_typed_breaks_out_of_the_posting(client):
    nasty = "</script><script>alert(1)</script> & \" ' \u2028 <!--"
    page = read(client, make_open_project(title=nasty, outcome=nasty))
    posting = posting_in(page)
    assert posting["title"] == nasty
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in posting["description"]


def test_links_that_are_shared_have_a_face(client):
    project = make_open_project()
    page = read(client, project)
    assert f'<meta property="og:title" content="{project.title}">' in page
    assert f'<meta property="og:url" content="http://testserver{address(project)}">' in page
    assert "₹6,000 for 24 hours at" in page


def test_an_unchanged_page_is_not_sent_again(client, django_assert_num_queries):
    project = make_open_project()
    client.get(address(project))  # brings the cookie of forms, which is part of the tag
    first = client.get(address(project))
    tag = first.headers["ETag"]
    with django_assert_num_queries(1):
        again = client.get(address(project), headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == tag
    assert "Cookie" in again.headers["Vary"]
    assert first.headers["Cache-Control"] == "private, no-cache"


def test_a_changed_page_is_sent(client):
    project = make_open_project()
    client.get(address(project))
    tag = client.get(address(project)).headers["ETag"]
    actions.take_queue_place(project, now=NOW)
    changed = client.get(address(project), headers={"if-none-match": tag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag


def test_another_language_or_theme_is_another_page(client):
    project = make_open_project()
    client.get(address(project))
    tag = client.get(address(project)).headers["ETag"]
    hindi = client.get(address(project), headers={"if-none-match": tag, "accept-language": "hi"})
    assert hindi.status_code == 200
    client.cookies["theme"] = "dark"
    assert client.get(address(project), headers={"if-none-match": tag}).status_code == 200


def test_a_reader_who_is_signed_in_always_gets_the_page(client):
    project = make_open_project()
    tag = client.get(address(project)).headers["ETag"]
    client.force_login(make_person())
    answer = client.get(address(project), headers={"if-none-match": tag})
    assert answer.status_code == 200
    assert "ETag" not in answer.headers


def test_the_queries_for_other_capabilities():
    project = make_open_project()
    actor = make_person()
    assert queries.get_public(actor, project.code) == project
    assert queries.get_open(actor, project.code) == project
    brief = queries.brief(project)
    assert brief.questions[0].text.startswith("Which two sources")
    assert all(line.id for line in (*brief.criteria, *brief.questions))


def test_a_closed_project_is_seen_but_takes_no_pitch():
    from kadam.projects.refusals import IntakeOver

    project = make_open_project()
    actions.close_intake(project, why="time", now=NOW)
    with pytest.raises(IntakeOver, match="Others are open"):
        queries.get_open(make_person(), project.code)
