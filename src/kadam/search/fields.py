"""The two engines behind one lookup and one expression: SQLite's FTS5, and PostgreSQL's tsvector."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import FloatField, Func, Lookup

from kadam.search.syntax import Phrase, Query

type Sql = tuple[str, tuple[Any, ...]]


class IndexedText(models.TextField):  # type: ignore[type-arg]
    """A column that can be matched by a `syntax.Query`, and nothing else."""


@IndexedText.register_lookup
class Match(Lookup):
    """`text__match=query`, where the query wants at least one phrase."""

    lookup_name = "match"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> Sql:
        """`search_index MATCH 'expression'`."""
        left, params = self.process_lhs(compiler, connection)
        return f"{left} MATCH %s", (*params, fts5(self.rhs))

    def as_postgresql(self, compiler: Any, connection: Any) -> Sql:
        """`search_index @@ (tsquery)`."""
        left, params = self.process_lhs(compiler, connection)
        right, words = tsquery(self.rhs)
        return f"{left} @@ ({right})", (*params, *words)


class Relevance(Func):
    """How well a matched entry answers the query: the higher the better; comparable within one query alone.

    Takes the entry's text and rank columns.
    """

    output_field = FloatField()

    def __init__(self, text: Any, rank: Any, *, query: Query) -> None:
        self.query = query
        super().__init__(text, rank)

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> Sql:
        """The negative of FTS5's bm25, weighted when the table was made."""
        rank, params = compiler.compile(self.get_source_expressions()[1])
        return f"-1.0 * {rank}", tuple(params)

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> Sql:
        """ts_rank over the weights of title and body, as a double so that a page's cursor is exact."""
        text, params = compiler.compile(self.get_source_expressions()[0])
        query, words = tsquery(self.query)
        return f"ts_rank({text}, {query})::float8", (*params, *words)


def fts5(query: Query) -> str:
    """The query in FTS5's own syntax. Words hold letters, digits and marks only, so quoting them is enough."""
    wanted = [_fts5_phrase(phrase) for phrase in query.wanted]
    if query.open_end:
        wanted[-1] += " *"
    text = " AND ".join(wanted)
    if query.unwanted:
        text = f"({text}) NOT ({' OR '.join(map(_fts5_phrase, query.unwanted))})"
    return text


def _fts5_phrase(phrase: Phrase) -> str:
    return f'"{" ".join(phrase)}"'


def tsquery(query: Query) -> Sql:
    """The query as a PostgreSQL expression and its parameters. Each phrase is sought as English and as written."""
    parts = [_ts_phrase(phrase) for phrase in query.wanted]
    if query.open_end:
        parts[-1] = _ts_open(query.wanted[-1])
    refused = [(f"!!{sql}", params) for sql, params in map(_ts_phrase, query.unwanted)]
    return _joined([*parts, *refused], " && ")


def _ts_phrase(phrase: Phrase) -> Sql:
    text = " ".join(phrase)
    return "(phraseto_tsquery('english', %s) || phraseto_tsquery('simple', %s))", (text, text)


def _ts_open(phrase: Phrase) -> Sql:
    whole = [f"'{word}'" for word in phrase]
    text = " <-> ".join(whole) + ":*"
    return "(to_tsquery('english', %s) || to_tsquery('simple', %s))", (text, text)


def _joined(parts: Sequence[Sql], by: str) -> Sql:
    return by.join(sql for sql, _ in parts), tuple(param for _, params in parts for param in params)
