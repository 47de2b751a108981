"""Finding documents by their words, in one SQL with whatever else is asked of them."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from kadam.search.fields import Relevance
from kadam.search.models import Entry
from kadam.search.syntax import Query, read


def matching(kind: str, typed: str) -> QuerySet[Entry]:
    """The entries of a kind that answer what was typed; all of them when it holds no word. Unordered, lazy.

    Filter another table in the same SQL with `filter(code__in=matching("project", typed).values("key"))`, or
    order by `relevance(typed)`. Nothing typed can raise.
    """
    return Entry.objects.filter(condition(typed), kind=kind)


def condition(typed: str, through: str = "") -> Q:
    """The same as a condition on a table that reaches the entry by the path `through` ("document__entry__")."""
    query = read(typed)
    if query.wanted:
        return Q(**{f"{through}text__match": query})
    refused = (Entry.objects.filter(text__match=Query(wanted=(one,))).values("pk") for one in query.unwanted)
    return Q(*(~Q(**{f"{through}pk__in": rows}) for rows in refused))


def relevance(typed: str, through: str = "") -> Relevance | None:
    """What to order matching rows by, best = highest; None where nothing is wanted and so nothing can be ranked."""
    query = read(typed)
    return Relevance(F(f"{through}text"), F(f"{through}rank"), query=query) if query.wanted else None


def holds_words(typed: str) -> bool:
    """Is there anything to search for in what was typed?"""
    return bool(read(typed))
