"""One contract for the two engines: this file runs on SQLite's FTS5 and on PostgreSQL alike."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from kadam.search.actions import index_document, reindex, remove_document
from kadam.search.models import Document, Entry
from kadam.search.queries import condition, holds_words, matching, relevance
from kadam.search.registry import Source, Text, sources
from kadam.search.syntax import read

pytestmark = pytest.mark.django_db

CORPUS = {
    "cold": ("Map 40 competitors of a cold-chain start-up", "One workbook with prices. Logistics, Excel."),
    "solar": ("Four Hindi blog posts on home solar", "हिन्दी में लेख, SEO. For an installer in Jaipur."),
    "gst": ("Reconcile GSTR-2B for six months", "Match invoices in Tally with the purchase register."),
    "clean": ("Clean a dataset of service tickets", "Python and SQL. A data dictionary. Cleaning rules."),
    "site": ("Build a landing page", "HTML, CSS and node.js. Résumé-ready work for a cafe's launch."),
}


@pytest.fixture(autouse=True)
def corpus(db):
    for key, (title, body) in CORPUS.items():
        index_document(kind="project", key=key, title=title, body=body)
    index_document(kind="other", key="noise", title="Clean cold solar GSTR-2B Tally", body="हिन्दी")


def found(typed: str, kind: str = "project") -> set[str]:
    return set(matching(kind, typed).values_list("key", flat=True))


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("", set(CORPUS)),
        ('   ...  -- "" ', set(CORPUS)),
        ("tally", {"gst"}),
        ("TALLY", {"gst"}),
        ("clean dataset", {"clean"}),
        ("dataset   clean", {"clean"}),
        ("cleaned datasets", {"clean"}),  # English stems
        ("competitor", {"cold"}),
        ("invoice", {"gst"}),
        ("clean tally", set()),
        ('"service tickets"', {"clean"}),
        ('"tickets service"', set()),
        ("“service tickets”", {"clean"}),
        ("python -tally", {"clean"}),
        ("data -python", set()),
        ("-tally", set(CORPUS) - {"gst"}),
        ("-tally -python", set(CORPUS) - {"gst", "clean"}),
        ('-"landing page" -tally', set(CORPUS) - {"site", "gst"}),
        ("compet", {"cold"}),  # the last word may go on
        ("comp chain", set()),  # only the last
        ("recon", {"gst"}),
        ('"recon"', set()),  # a quoted word is whole
        ("recon ", set()),  # and so is one with a space after it
        ("cold-chain", {"cold"}),
        ("cold chain", {"cold"}),
        ("start-up", {"cold"}),
        ("GSTR-2B", {"gst"}),
        ("gstr2b", set()),
        ("2B", {"gst"}),
        ("node.js", {"site"}),
        ("js", {"site"}),
        ("हिन्दी", {"solar"}),
        ("हिन", {"solar"}),
        ("लेख", {"solar"}),
        ("न्दी", set()),  # no matches inside a word
        ("resume", {"site"}),
        ("résumé", {"site"}),
        ("cafe's", {"site"}),
        ("the", {"gst"}),  # a stop word is a word like any other
        ("a landing page", {"site"}),
        ("40", {"cold"}),
    ],
)
def test_what_is_found(typed, keys):
    assert found(typed) == keys


def test_kinds_are_apart():
    assert found("tally", "other") == {"noise"}
    assert found("tally", "nothing") == set()


@settings(deadline=None)
@given(st.text(max_size=300) | st.text(alphabet="\"'-*():^&|!<>\\{}+~ ab\x00हि", max_size=40))
def test_nothing_typed_can_raise(typed):
    with transaction.atomic():
        assert found(typed) <= set(CORPUS)
        score = relevance(typed)
        if score is not None:
            list(matching("project", typed).annotate(score=score).values_list("score"))


@settings(deadline=None)
@given(st.text(max_size=300))
def test_reading_is_bounded(typed):
    query = read(typed)
    assert sum(map(len, query.wanted + query.unwanted)) <= 12
    assert bool(query) == holds_words(typed)


@pytest.mark.parametrize(
    "nasty",
    [
        '" OR 1=1 --',
        "'; DROP TABLE search_document; --",
        "NEAR(a b)",
        "title:clean",
        "cle* a*",
        "NOT",
        "AND OR",
    ],
)
def test_operators_of_the_engines_are_only_words(nasty):
    assert found(nasty) == set()
    assert Document.objects.count() == len(CORPUS) + 1


def test_the_title_weighs_more():
    index_document(
        kind="project", key="body", title="Something else", body="About solar panels, and solar again."
    )
    best = matching("project", "solar").annotate(score=relevance("solar")).order_by("-score", "pk")
    assert list(best.values_list("key", flat=True)) == ["solar", "body"]


def test_a_word_refused_alone_ranks_nothing():
    assert relevance("-solar") is None
    assert relevance("") is None


def test_it_filters_another_table_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = list(Document.objects.filter(condition("tally", "entry__")).order_by("pk"))
    assert [row.key for row in rows] == ["gst", "noise"]
    with django_assert_num_queries(1):
        rows = list(
            Document.objects.filter(key__in=matching("project", "tally").values("key")).order_by("pk")
        )
    assert [row.key for row in rows] == ["gst"]


def test_the_index_is_used():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "search_document_words" in Entry.objects.filter(condition("tally")).explain()
    else:
        assert "VIRTUAL TABLE INDEX" in matching("project", "tally").explain()


def test_a_changed_document_is_found_by_its_new_words_only():
    again = index_document(kind="project", key="gst", title="Draw a poster", body="In Canva.")
    assert Document.objects.filter(kind="project", key="gst").get() == again
    assert found("poster canva") == {"gst"}
    assert found("tally") == set()


def test_a_removed_document_is_not_found():
    remove_document(kind="project", key="gst")
    remove_document(kind="project", key="gst")
    assert found("tally") == set()
    assert not Entry.objects.filter(key="gst").exists()


def test_a_document_lives_and_dies_with_its_transaction():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        index_document(kind="project", key="late", title="Never written", body="")
        assert found("never") == {"late"}
        raise ZeroDivisionError
    assert found("never") == set()


def test_reindexing_writes_what_the_sources_say(monkeypatch):
    texts = [Text(f"k{n}", f"Thing number {n}", "word") for n in range(7)]
    heard, linked = [], []
    source = Source(lambda: iter(texts), lambda documents: linked.extend(one.key for one in documents))
    monkeypatch.setattr("kadam.search.registry._sources", {"project": source})
    assert reindex(progress=lambda kind, done: heard.append((kind, done)), size=3) == {"project": 7}
    assert heard == [("project", 3), ("project", 6), ("project", 7)]
    assert linked == [text.key for text in texts]
    assert found("thing") == {text.key for text in texts}
    assert found("tally") == set()
    assert found("tally", "other") == {"noise"}  # a kind without a source is left alone


def test_the_registry_of_the_product_has_the_projects():
    assert "project" in sources()
