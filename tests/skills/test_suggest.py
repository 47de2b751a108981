"""What the typeahead answers, in which order, and at what cost."""

from __future__ import annotations

import pytest
from django.utils import translation

from kadam.skills import queries
from kadam.skills.index import Entry, Index
from kadam.skills.spelling import joined, key
from kadam.skills.taxonomy import read
from tests.support.skills_builders import FEW, load_all, load_few

SHIPPED = Index(Entry(skill.slug, skill.name, skill.family, skill.aliases) for skill in read())


def slugs(text: str, limit: int = 8) -> list[str]:
    return [hit.entry.slug for hit in SHIPPED.find(text, limit)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MS-Excel", "ms excel"),
        ("Power BI", "PowerBI"),
        ("R&D", "r and d"),
        ("Résumé", "resume"),
        ("क़लम", "कलम"),
        ("ＧＳＴ", "gst"),
    ],
)
def test_spellings_that_are_the_same(one: str, other: str) -> None:
    assert joined(one) == joined(other)


@pytest.mark.parametrize(("one", "other"), [("C", "C++"), ("C", "C#"), ("कमल", "कमाल"), ("हिंदी", "हद")])
def test_spellings_that_are_not(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("tally", "tally"),
        ("TALLY ERP", "tally"),
        ("advance excel", "ms-excel"),
        ("ms-ex", "ms-excel"),
        ("powerbi", "power-bi"),
        ("c++", "cpp"),
        ("c", "c-language"),
        ("PS", "adobe-photoshop"),
        ("seo", "seo"),
        ("gst return", "gst-filing"),
        ("reel ed", "short-video-editing"),
        ("content writing in hindi", "hindi-writing"),
        ("टैली", "tally"),
        ("अनुवाद", "translation-english-hindi"),
        ("resume", "resume-writing"),
        ("node js", "nodejs"),
        ("email marketing", "email-marketing"),
        ("exel", "ms-excel"),
        ("tabelau", "tableau"),
        ("photo shop", "adobe-photoshop"),
        ("hindi content writing", "hindi-writing"),
        ("PR", "public-relations"),
    ],
)
def test_what_people_type_finds_the_skill_first(typed: str, first: str) -> None:
    assert slugs(typed)[0] == first


def test_better_matches_come_first_and_each_skill_once() -> None:
    index = Index(
        [
            Entry("part", "Unexcelled", "f"),
            Entry("alias-word", "B", "f", ("advance excel",)),
            Entry("name-word", "Use Excel", "f"),
            Entry("alias", "A", "f", ("Excellence",)),
            Entry("name", "Excel macros", "f", ("excel vba",)),
            Entry("short", "Excel", "f"),
        ]
    )
    assert [hit.entry.slug for hit in index.find("exce", 8)] == [
        "short",
        "name",
        "name-word",
        "alias",
        "alias-word",
        "part",
    ]
    assert [hit.entry.slug for hit in index.find("exce", 2)] == ["short", "name"]


@pytest.mark.parametrize("typed", ["", "  ", "!!", "zzqxj", "%", "🙂", "'; drop table", "x" * 5000])
def test_nothing_is_found_where_nothing_is_meant(typed: str) -> None:
    assert slugs(typed) == []


def test_an_exact_spelling_stands_first_and_brings_only_what_begins_so() -> None:
    assert slugs("PR")[0] == "public-relations"
    assert slugs("tally") == ["tally"]


def test_every_name_and_alias_finds_its_skill() -> None:
    for skill in read():
        for word in skill.words:
            found = SHIPPED.resolve(word)
            assert found is not None, word
            assert found.slug == skill.slug, word
            assert slugs(word)[0] == skill.slug, word


@pytest.mark.django_db
def test_the_reason_is_given_where_the_name_does_not_show_it() -> None:
    load_few()
    assert queries.suggest("tally") == [queries.Suggestion("tally", "Tally", "Finance and accounts", "")]
    assert queries.suggest("photoshop ")[0].why == "also called Photoshop"
    assert queries.suggest("advance ex")[0].why == "also called Advance Excel"
    assert queries.suggest("taly")[0].why == "close to what you typed"


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["e", "excel", "no such thing at all", "exell"])
def test_a_suggestion_takes_one_query_however_large_the_taxonomy(
    typed: str, django_assert_num_queries
) -> None:
    for load in (load_few, load_all):
        load()
        queries.suggest("warm")
        with django_assert_num_queries(1):
            queries.suggest(typed)


@pytest.mark.django_db
def test_a_change_is_seen_at_once() -> None:
    load_few()
    assert [one.slug for one in queries.suggest("tally")] == ["tally"]
    load_few([skill for skill in FEW if skill.slug != "tally"])
    assert queries.suggest("tally") == []
    assert queries.resolve("tally") is None
    load_few()
    assert [one.slug for one in queries.suggest("tally")] == ["tally"]


@pytest.mark.django_db
def test_resolve_takes_exactly_one_name_or_alias() -> None:
    load_few()
    for typed in ("Microsoft Excel", "ms-excel", "ADVANCE  EXCEL", "एक्सेल"):
        found = queries.resolve(typed)
        assert found is not None
        assert found.slug == "ms-excel"
    for typed in ("", "Exce", "Microsoft Excel and Tally"):
        assert queries.resolve(typed) is None


@pytest.mark.django_db
def test_by_slugs_keeps_the_order_and_the_retired() -> None:
    load_few()
    load_few([skill for skill in FEW if skill.slug != "tally"])
    found = queries.by_slugs(["tally", "cpp", "tally", "no-such"])
    assert [(skill.slug, skill.retired) for skill in found] == [("tally", True), ("cpp", False)]


@pytest.mark.django_db
def test_browsing_shows_each_family_with_its_skills(django_assert_num_queries) -> None:
    load_few()
    queries.suggest("warm")
    with django_assert_num_queries(1):
        shelves = queries.all_for_browse()
    assert [shelf.slug for shelf in shelves][:2] == ["data-analysis", "software-web"]
    assert shelves[0].skills == (
        ("excel-vba", "Excel macros and VBA"),
        ("ms-excel", "Microsoft Excel"),
        ("power-bi", "Power BI"),
    )
    assert sum(len(shelf.skills) for shelf in shelves) == len(FEW)


def test_families_are_twelve_and_translated_when_asked() -> None:
    with translation.override("hi"):
        families = queries.families()
    assert len(families) == 12
    assert all(isinstance(name, str) for _slug, name in families)
