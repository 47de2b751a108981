"""The public list: what is in it, in which order, at what cost; the address that asks for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from kadam.projects import actions, queries
from kadam.projects.models import Project
from kadam.projects.queries import Filters, listing
from kadam.projects.web import filters
from tests.support.companies import owner_of
from tests.support.projects import make_awaiting_funds, make_draft, make_open_project, make_trusted_company

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
LIST = reverse("projects:list")
TALLY, BOTH, LATER = ["tally"], ["tally", "ms-excel"], TODAY + timedelta(days=20)


def titles(found: Filters, **options) -> list[str]:
    return [card.title for card in listing(found, today=TODAY, **options).rows]


@pytest.fixture
def market():
    """Four open projects, opened an hour apart, of one company in Bengaluru."""
    company = make_trusted_company(now=NOW - timedelta(days=1))

    def opened(hours_ago: int, title: str, **fields) -> Project:
        return make_open_project(company, now=NOW - timedelta(hours=hours_ago), title=title, **fields)

    return [
        opened(4, "Reconcile a register", hours=10, pay_paise=2_000_00, family="finance-accounts", skills=TALLY),
        opened(3, "Label for pickle", hours=30, pay_paise=9_000_00, family="design", city="Pune"),
        opened(2, "Write posts in Hindi", hours=16, pay_paise=2_400_00, family="content-series", starts_on=LATER),
        opened(1, "Test an app", hours=5, pay_paise=1_000_00, seats=5, family="qa-testing", skills=BOTH),
    ]  # fmt: skip


def test_the_newest_come_first(market):
    assert titles(Filters()) == [
        "Test an app",
        "Write posts in Hindi",
        "Label for pickle",
        "Reconcile a register",
    ]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (Filters(hours_max=10), {"Reconcile a register", "Test an app"}),
        (Filters(pay_per_hour_min=300_00), {"Label for pickle"}),
        (Filters(pay_per_hour_min=200_00), {"Label for pickle", "Reconcile a register", "Test an app"}),
        (Filters(starts_within=7), {"Label for pickle", "Reconcile a register", "Test an app"}),
        (Filters(starts_within=21, remote=True), {"Reconcile a register", "Test an app", "Write posts in Hindi"}),
        (Filters(skill="tally"), {"Reconcile a register", "Test an app"}),
        (Filters(skill="figma"), set()),
        (Filters(remote=True), {"Reconcile a register", "Test an app", "Write posts in Hindi"}),
        (Filters(city="pune"), {"Label for pickle"}),
        (Filters(family="design"), {"Label for pickle"}),
        (Filters(first_timers=True), {"Test an app"}),
        (Filters(text="hindi"), {"Write posts in Hindi"}),
        (Filters(text="pickle", family="design", hours_max=30), {"Label for pickle"}),
        (Filters(text="pickle", family="qa-testing"), set()),
        (Filters(text="-pickle", skill="tally"), {"Reconcile a register", "Test an app"}),
    ],
)  # fmt: skip
def test_each_filter(market, found, expected):
    assert set(titles(found)) == expected


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("pay", "Label for pickle"),
        ("closing", "Reconcile a register"),
        ("new", "Test an app"),
        ("odd", "Test an app"),
        ("best", "Test an app"),
    ],
)
def test_each_order(market, order, first):
    assert titles(Filters(order=order))[0] == first


def test_words_in_the_title_come_before_words_in_the_text(market):
    make_open_project(
        market[0].organization, now=NOW, title="Something else", context="It is about an app, an app."
    )
    assert titles(Filters(text="app", order="best")) == ["Test an app", "Something else"]


@pytest.mark.parametrize("order", ["new", "closing", "pay", "best"])
def test_walking_the_pages_meets_every_project_once(market, order):
    found = Filters(order=order, text="companies" if order == "best" else "")
    seen, cursor = [], None
    while True:
        page = listing(found, cursor, today=TODAY, size=1)
        seen += [card.title for card in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == titles(found)
    assert len(seen) == 4


def test_only_open_projects_are_listed(market):
    make_draft(market[0].organization)
    make_awaiting_funds(market[0].organization)
    actions.close_intake(market[3], why="time", now=NOW)
    actions.cancel_project(market[2], reason="x", actor=owner_of(market[2].organization), now=NOW)
    assert titles(Filters()) == ["Label for pickle", "Reconcile a register"]


def test_a_list_of_one_and_of_three_cost_the_same(django_assert_num_queries):
    company = make_trusted_company()
    make_open_project(company, skills=["tally", "ms-excel"])
    with django_assert_num_queries(2):
        [card] = listing(Filters(text="competitors"), today=TODAY).rows
    assert card.skills == (("tally", "Tally"), ("ms-excel", "Microsoft Excel"))
    make_open_project(company, skills=["ms-excel"])
    make_open_project(company, skills=[])
    with django_assert_num_queries(2):
        rows = listing(Filters(), today=TODAY).rows
    assert [len(card.skills) for card in rows] == [0, 1, 2]
    with django_assert_num_queries(1):
        assert listing(Filters(), today=TODAY).rows == rows


def test_the_page_costs_at_most_three_queries(client, django_assert_max_num_queries):
    make_open_project(skills=["tally"])
    for address in (LIST, f"{LIST}?q=map&skill=tally&pay=100&sort=pay"):
        with django_assert_max_num_queries(3):
            assert b"competitors" in client.get(address).content


def test_a_card_says_what_matters(client):
    project = make_open_project(now=NOW, seats=2, skills=["tally"])
    actions.take_queue_place(project, now=NOW)
    page = client.get(LIST).content.decode()
    for words in (
        "₹1,000 held",
        "2 seats · closes",
        "5 h · ₹200/h · 2 weeks",
        "queue 1 of 40",
        "Tally",
        "remote",
    ):
        assert words in page, words
    assert reverse("projects:detail", kwargs={"code": project.code}) in page


def test_what_companies_write_is_never_markup(client):
    nasty = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    project = make_open_project(title=nasty, deliverable=f"One {nasty}", materials=nasty, outcome=nasty)
    for address in (LIST, reverse("projects:detail", kwargs={"code": project.code})):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_filters_are_shown_as_they_were_asked_and_never_as_markup(client):
    make_open_project()
    page = client.get(
        LIST, {"q": '"><script>x</script>', "city": '"><b>', "skill": "<i>", "hours": "10"}
    ).content.decode()
    assert "<script>x" not in page
    assert "<b>" not in page.replace("<b>₹", "")
    assert "&lt;i&gt;" in page
    assert "Nothing open fits all of this" in page


def test_an_empty_list_helps(client):
    make_open_project(hours=24)
    page = client.get(f"{LIST}?hours=10&where=remote").content.decode()
    assert "Nothing open fits all of this" in page
    assert f'href="{LIST}?where=remote"' in page
    assert f'href="{LIST}?hours=10"' in page
    assert "Open now, without any filter" in page
    assert "Map 40 competitors" in page


def test_an_empty_market_says_so(client):
    page = client.get(LIST).content.decode()
    assert "Make your profile now" in page


def test_an_unknown_skill_is_told_and_ignored(client):
    make_open_project(skills=["ms-excel"])
    page = client.get(f"{LIST}?skill=Exel").content.decode()
    assert "We do not know the skill “Exel”. Did you mean “Microsoft Excel”?" in page
    assert "Map 40 competitors" in page
    assert "Map 40 competitors" in client.get(f"{LIST}?skill=Microsoft+Excel").content.decode()


@pytest.mark.parametrize("after", ["x", "W10", "WyJ4IiwxXQ", "A" * 500, "WyIyMDI2IiwgInkiXQ"])
def test_a_cursor_made_by_hand_starts_from_the_top(client, after):
    make_open_project()
    assert b"Map 40 competitors" in client.get(f"{LIST}?after={after}").content


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from([*filters.NAMES, "after", "other"]), st.text(max_size=30)))
def test_an_address_is_read_whatever_stands_in_it(given_params):
    query = QueryDict(mutable=True)
    query.update(given_params)
    asked = filters.read(query)
    again = {
        name: values[0] for name, values in parse_qs(urlsplit(filters.address(asked.params)).query).items()
    }
    assert again == dict(asked.params)
    assert filters.read(again).filters == asked.filters


def test_a_chip_turns_off_what_it_turned_on():
    asked = filters.read({"hours": "10", "q": "x"})
    chips = {choice.label: choice for choice in filters.quick(asked.params)}
    assert chips["Up to 10 hours"].current
    assert chips["Up to 10 hours"].href == f"{LIST}?q=x"
    assert chips["Remote"].href == f"{LIST}?q=x&hours=10&where=remote"
    assert chips["All"].href == f"{LIST}?q=x"
    assert not chips["All"].current


def test_the_count_of_open_projects(market):
    assert queries.open_count() == 4
