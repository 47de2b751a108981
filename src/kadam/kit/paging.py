"""Keyset pages: the cost of page 500 is the cost of page 1, and rows never repeat or vanish between pages."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet


@dataclass(frozen=True)
class Page[T]:
    """Rows of one page, and the cursor of the next (None on the last)."""

    rows: Sequence[T]
    next_cursor: str | None


def keyset_page[T](
    rows: QuerySet[Any, T],
    *,
    order: Sequence[str],
    cursor: str | None,
    size: int = 20,
    key: Callable[[T], Sequence[Any]],
) -> Page[T]:
    """One page of `rows` after `cursor`, ordered by `order` (names with "-" for descending, the last unique).

    `key(row)` gives the values of those names, JSON-able (a datetime as isoformat). A cursor that cannot be
    read starts from the top.
    One query; never a COUNT or OFFSET.
    """
    after = _decode(cursor, len(order))
    if after is not None:
        with suppress(ValidationError, ValueError, TypeError):  # a cursor made for other columns, or by hand
            rows = rows.filter(_beyond(order, after))
    found = list(rows.order_by(*order)[: size + 1])
    more = len(found) > size
    found = found[:size]
    return Page(found, _encode(key(found[-1])) if more else None)


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows after `values`. Says first that the first column is not before its value: so an index can start there."""
    first = order[0]
    start = Q(**{f"{first.lstrip('-')}__{'lte' if first.startswith('-') else 'gte'}": values[0]})
    condition = Q()
    for position, name in enumerate(order):
        field, comparison = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        same = {order[i].lstrip("-"): values[i] for i in range(position)}
        condition |= Q(**same, **{f"{field}__{comparison}": values[position]})
    return start & condition


def _encode(values: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(list(values)).encode()).decode().rstrip("=")


def _decode(cursor: str | None, length: int) -> Sequence[Any] | None:
    if not cursor:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        return None
    simple = (
        isinstance(values, list)
        and len(values) == length
        and all(isinstance(v, str | int | float) and "\0" not in str(v) for v in values)
    )
    return values if simple else None
