"""The two public addresses of the taxonomy."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.support.skills_builders import load_all, load_few

pytestmark = pytest.mark.django_db
SUGGESTIONS = "/skills/suggestions/"


def test_the_addresses_are_these() -> None:
    assert (reverse("skills:browse"), reverse("skills:suggestions")) == ("/skills/", SUGGESTIONS)


def test_suggestions_answer_for_the_typeahead(client: Client) -> None:
    load_few()
    answer = client.get(SUGGESTIONS, {"q": "advance ex"})
    assert answer.json() == {
        "results": [{"value": "ms-excel", "text": "Microsoft Excel", "note": "also called Advance Excel"}]
    }
    assert client.get(SUGGESTIONS, {"q": "tall"}).json()["results"][0]["note"] == "Finance and accounts"


def test_suggestions_may_be_kept_by_the_browser_for_a_while(client: Client) -> None:
    answer = client.get(SUGGESTIONS, {"q": "x"})
    assert answer.headers["Cache-Control"] == "private, max-age=600"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("query", ["", "q=", "q=%00%ff", "q=" + "x" * 3000, "other=1"])
def test_odd_questions_get_an_empty_answer(client: Client, query: str) -> None:
    load_few()
    answer = client.get(f"{SUGGESTIONS}?{query}")
    assert answer.status_code == 200
    assert answer.json() == {"results": []}


def test_at_most_eight_for_one_query(client: Client, django_assert_num_queries) -> None:
    load_all()
    client.get(SUGGESTIONS, {"q": "warm"})
    with django_assert_num_queries(1):
        assert len(client.get(SUGGESTIONS, {"q": "a"}).json()["results"]) == 8


@pytest.mark.parametrize("address", ["/skills/", SUGGESTIONS])
def test_only_reading_is_allowed(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


def test_the_list_shows_every_family_and_skill(client: Client, django_assert_num_queries) -> None:
    for load, count in ((load_few, "10 skills"), (load_all, "5")):
        load()
        client.get("/skills/")
        with django_assert_num_queries(1):
            page = client.get("/skills/").content.decode()
        assert count in page
        for name in ("Data and analysis", "Finance and accounts", "C++", "Tally"):
            assert name in page


def test_the_list_answers_a_search_without_scripts(client: Client, django_assert_max_num_queries) -> None:
    load_few()
    with django_assert_max_num_queries(3):
        page = client.get("/skills/", {"q": "gst return"}).content.decode()
    assert "also called GST return" in page
    assert "We do not know this one" in client.get("/skills/", {"q": "zzqx<b>"}).content.decode()
    assert "zzqx<b>" not in client.get("/skills/", {"q": "zzqx<b>"}).content.decode()


def test_an_instance_without_skills_says_so(client: Client) -> None:
    assert "has not been loaded" in client.get("/skills/").content.decode()
