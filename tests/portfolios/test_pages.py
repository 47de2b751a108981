"""The portfolio's pages, through a real client: who sees what, and what machines read."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.test import Client

from kadam.kit import clock
from kadam.portfolios import actions, queries
from kadam.portfolios.models import Entry, Portfolio
from kadam.profiles import actions as profiles
from kadam.profiles.models import Profile, ProvenWork
from tests.support.companies import make_company, owner_of
from tests.support.skills_builders import load_few
from tests.support.students import make_student, prove_work

pytestmark = pytest.mark.django_db
PAGE = "/p/asha-rao/"


@pytest.fixture
def asha() -> Profile:
    load_few()
    company = make_company(name="Nilgiri Cold Chain", industry="Logistics")
    student = make_student()
    prove_work(student, company=company, skills=["tally", "ms-excel"], reviewer=owner_of(company))
    return student


def publish(profile: Profile, indexed: bool = False) -> Portfolio:
    portfolio = actions.publish(queries.get_own(profile.person), actor=profile.person, now=clock.now())
    if indexed:
        actions.allow_indexing(portfolio, allowed=True, actor=profile.person, now=clock.now())
    return portfolio


def read(client: Client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_nobody_but_the_student_sees_it_before_it_is_published(client: Client, asha):
    assert client.get(PAGE).status_code == 404
    client.force_login(make_student("Ravi Das").person)
    assert client.get(PAGE).status_code == 404
    client.force_login(asha.person)
    assert "Only you see this page" in read(client)
    publish(asha)
    assert "Anyone with the address sees this page" in read(client)
    client.logout()
    page = read(client)
    assert "Only you" not in page
    assert "Change what is shown" not in page


def test_it_shows_the_work_what_was_asked_and_what_the_reviewer_said(client: Client, asha):
    publish(asha)
    page = read(client)
    for words in (
        "Asha Rao",
        "Commerce student who likes clean tables · Coimbatore · free 12 h a week",
        "Map of 40 cold-chain competitors",
        "Nilgiri Cold Chain",
        "One sheet of 40 firms",
        "Two of her three cities are now on our plan.",
        "Supervisor, verified at the company’s domain",
        "24 hours · paid",
        "Problem solving",
        "3 / 4",
        "4 of 4 written criteria met",
        "100 %",
        "Tally",
        "1 project",
    ):
        assert words in page, words
    assert asha.person.email not in page
    assert "6,000" not in page
    assert "Nirmala" not in page


def test_a_public_profile_also_says_where_and_in_which_languages(client: Client, asha):
    publish(asha)
    profiles.edit_profile(asha, actor=asha.person, now=clock.now(), visibility="public")
    page = read(client)
    assert "BCom, Nirmala College of Commerce" in page
    assert "English, Tamil" in page


def test_a_reviewer_who_is_not_proved_is_not_called_so(client: Client, asha):
    ProvenWork.objects.update(reviewer_domain="")
    publish(asha)
    page = read(client)
    assert "verified at" not in page
    assert "Supervisor at Nilgiri Cold Chain" in page


def test_confidential_work_leaves_company_and_content_out(client: Client, asha):
    secret = make_company(name="Umbra Holdings", industry="Finance")
    prove_work(asha, company=secret, under_nda=True, title="Takeover list", comment="Sharp eye for targets")
    publish(asha)
    page = read(client)
    assert "Confidential: the company and the content are not named" in page
    for word in ("Umbra", "Takeover", "Sharp eye", secret.code):
        assert word not in page, word


def test_what_the_clock_accepted_says_so(client: Client, asha):
    prove_work(asha, scores={}, comment="")
    publish(asha)
    assert "Accepted by the clock" in read(client)


def test_days_away_say_from_when_the_student_is_free(client: Client, asha):
    today = clock.today()
    profiles.add_blackout(
        asha,
        starts_on=today,
        ends_on=today + timedelta(days=3),
        label="Secret exam",
        actor=asha.person,
        now=clock.now(),
    )
    publish(asha)
    page = read(client)
    assert re.search(r"free 12 h a week from \d+ \w+ \d{4}", page)
    assert "Secret exam" not in page


def test_search_engines_are_kept_out_until_the_student_lets_them_in(client: Client, asha):
    publish(asha)
    answer = client.get(PAGE)
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex, nofollow">' in answer.content.decode()
    assert "ld+json" not in answer.content.decode()
    client.force_login(asha.person)
    assert client.post("/p/indexing/", {"allowed": "1"}).status_code == 303
    client.logout()
    answer = client.get(PAGE)
    page = answer.content.decode()
    assert "X-Robots-Tag" not in answer
    assert "noindex" not in page
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert found
    person = json.loads(found.group(1))
    assert (person["@type"], person["name"], person["url"]) == (
        "Person",
        "Asha Rao",
        "http://testserver/p/asha-rao/",
    )
    assert person["knowsAbout"] == ["Microsoft Excel", "Tally"]
    assert "knowsLanguage" not in person


def test_shared_links_have_a_title_and_a_sentence(client: Client, asha):
    publish(asha)
    page = read(client)
    assert '<meta property="og:title" content="Asha Rao · Commerce student who likes clean tables">' in page
    assert "Asha Rao: 1 accepted project, 24 hours of paid work." in page
    assert '<meta property="og:url" content="http://testserver/p/asha-rao/">' in page


def test_what_is_typed_is_words_and_never_markup(client: Client, asha):
    evil = '</script><script>alert("x")</script>'
    profiles.edit_profile(
        asha, actor=asha.person, now=clock.now(), headline=evil, about=evil, city=evil, visibility="public"
    )
    profiles.edit_profile(asha, actor=asha.person, now=clock.now(), institution=evil, course=evil)
    entry = queries.get_entry(asha.person, ProvenWork.objects.get().code)
    actions.edit_entry(entry, detail="full", summary=evil, actor=asha.person, now=clock.now())
    ProvenWork.objects.update(title=evil, deliverable=evil, comment=evil)
    publish(asha, indexed=True)
    page = read(client)
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert") >= 6
    client.force_login(asha.person)
    for path in ("/p/", f"/p/entries/{entry.work.code}/"):
        assert "<script>alert" not in read(client, path)


def test_the_page_asks_the_same_whatever_it_shows(client: Client, asha, django_assert_num_queries):
    publish(asha)
    for count in (1, 3):
        while Entry.objects.count() < count:
            prove_work(asha, skills=["power-bi"])
        with django_assert_num_queries(3):
            read(client)
    client.force_login(asha.person)
    with django_assert_num_queries(6):
        read(client)


def test_the_own_pages_ask_the_same_whatever_they_show(client: Client, asha, django_assert_num_queries):
    client.force_login(asha.person)
    for count in (1, 3):
        while Entry.objects.count() < count:
            prove_work(asha, skills=["power-bi"])
        with django_assert_num_queries(5):
            read(client, "/p/")
        entry = f"/p/entries/{ProvenWork.objects.order_by('-id')[0].code}/"
        with django_assert_num_queries(5):
            read(client, entry)


def test_a_full_page_is_light(client: Client, asha):
    for number in range(12):
        prove_work(
            asha, title=f"Project {number}", skills=["power-bi", "cpp", "tally"], comment="Good. " * 60
        )
    publish(asha)
    assert len(client.get(PAGE, headers={"Accept-Encoding": "gzip"}).content) < 20_000


def test_a_reader_who_has_the_page_is_told_it_is_the_same(client: Client, asha, django_assert_num_queries):
    publish(asha)
    first = client.get(PAGE)
    held = {"If-None-Match": first["ETag"]}
    with django_assert_num_queries(3):
        again = client.get(PAGE, headers=held)
    assert (again.status_code, again.content) == (304, b"")
    assert again["X-Robots-Tag"] == "noindex, nofollow"
    assert first["Cache-Control"] == again["Cache-Control"] == "private, no-cache"
    profiles.edit_profile(asha, actor=asha.person, now=clock.now(), headline="Auditor to be")
    assert client.get(PAGE, headers=held).status_code == 200
    assert client.get(PAGE, headers={**held, "Accept-Language": "hi"}).status_code == 200


def test_a_page_taken_down_is_not_kept_by_its_readers(client: Client, asha):
    portfolio = publish(asha)
    held = {"If-None-Match": client.get(PAGE)["ETag"]}
    actions.withdraw(portfolio, actor=asha.person, now=clock.now())
    assert client.get(PAGE, headers=held).status_code == 404


def test_the_student_never_gets_a_stale_page(client: Client, asha):
    publish(asha)
    tag = client.get(PAGE)["ETag"]
    client.force_login(asha.person)
    answer = client.get(PAGE, headers={"If-None-Match": tag})
    assert (answer.status_code, "ETag" in answer) == (200, False)


def test_before_the_first_work_the_page_says_what_will_come(client: Client):
    client.force_login(make_student("Ravi Das").person)
    page = read(client, "/p/")
    assert "It opens with your first accepted project" in page
    assert 'href="/projects/"' in page
    for path in ("publication/", "publication/withdrawal/", "address/", "indexing/"):
        assert client.post(f"/p/{path}").status_code == 404


@pytest.mark.parametrize(
    "path", ["", "publication/", "publication/withdrawal/", "address/", "indexing/", "entries/x/"]
)
def test_strangers_are_asked_to_sign_in(client: Client, path: str):
    method = client.get if path in {"", "entries/x/"} else client.post
    answer = method(f"/p/{path}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_publishing_and_taking_down(client: Client, asha):
    client.force_login(asha.person)
    assert "Publish my portfolio" in read(client, "/p/")
    assert client.post("/p/publication/")["Location"] == "/p/"
    page = read(client, "/p/")
    assert "http://testserver/p/asha-rao/" in page
    assert "Publish my portfolio" not in page
    assert client.post("/p/publication/").status_code == 409
    assert client.post("/p/publication/withdrawal/").status_code == 303
    assert client.post("/p/publication/withdrawal/").status_code == 409
    assert client.post("/p/indexing/", {"allowed": "1"}).status_code == 409
    assert client.get("/p/publication/").status_code == 405


def test_another_address_is_chosen_and_a_bad_one_explained(client: Client, asha):
    client.force_login(asha.person)
    answer = client.post("/p/address/", {"slug": "Asha Rao!"})
    assert answer.status_code == 422
    assert "small letters, digits and single hyphens" in answer.content.decode()
    assert "Asha Rao!" in answer.content.decode()
    assert client.post("/p/address/", {"slug": ""}).status_code == 422
    assert client.post("/p/address/", {"slug": "entries"}).status_code == 409
    assert client.post("/p/address/", {"slug": "asha-data"}).status_code == 303
    assert client.get("/p/address/")["Location"] == "/p/"
    assert "Asha Rao" in read(client, "/p/asha-data/")


def test_an_entry_is_edited_and_a_refused_one_keeps_what_was_typed(client: Client, asha):
    work = prove_work(asha, under_nda=True, company=make_company(name="Umbra Holdings"))
    client.force_login(asha.person)
    path = f"/p/entries/{work.code}/"
    page = read(client, path)
    assert 'value="full"' not in page
    assert 'value="safe"' in page
    answer = client.post(path, {"detail": "full", "summary": "Mine"})
    assert answer.status_code == 422
    answer = client.post(path, {"detail": "safe", "summary": "For umbra holdings."})
    assert answer.status_code == 422
    assert "Your words name the company" in answer.content.decode()
    assert "For umbra holdings." in answer.content.decode()
    assert client.post(path, {"detail": "safe", "summary": "For a lender."})["Location"] == "/p/"
    assert Entry.objects.get(work=work).summary == "For a lender."
    client.post(path, {"detail": "hidden", "summary": ""})
    assert "Not at all." in read(client, path)


def test_the_entries_of_another_do_not_exist(client: Client, asha):
    client.force_login(make_student("Ravi Das").person)
    work = ProvenWork.objects.get()
    for method in (client.get, client.post):
        assert method(f"/p/entries/{work.code}/", {"detail": "hidden", "summary": ""}).status_code == 404
    assert Entry.objects.get().detail == "full"
