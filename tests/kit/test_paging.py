"""Keyset pages neither repeat nor lose a row, however the rows tie."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kadam.journal.models import Event
from kadam.kit.paging import keyset_page

START = datetime(2026, 1, 1, tzinfo=UTC)


def _walk(size: int) -> list[int]:
    seen: list[int] = []
    cursor = None
    while True:
        page = keyset_page(
            Event.objects.all(),
            order=("-at", "-id"),
            cursor=cursor,
            size=size,
            key=lambda e: (e.at.isoformat(), e.pk),
        )
        seen += [event.pk for event in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            return seen


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.integers(0, 3), max_size=12), size=st.integers(1, 5))
def test_walking_the_pages_meets_every_row_once(db, days: list[int], size: int):
    known = set(Event.objects.values_list("pk", flat=True))
    Event.objects.bulk_create(
        [Event(kind="test.Tick", at=START + timedelta(days=day), subject="test:page") for day in days]
    )
    expected = list(Event.objects.order_by("-at", "-id").values_list("pk", flat=True))
    assert _walk(size) == expected
    assert len(expected) == len(known) + len(days)


@pytest.mark.django_db
@pytest.mark.parametrize("cursor", ["", "garbage", "W10", "WzEsMiwzXQ", "eyJhIjoxfQ", "//////", "WyJ4IiwxXQ"])
def test_an_unreadable_cursor_starts_from_the_top(cursor: str):  # the last one is ["x",1]
    Event.objects.create(kind="test.Tick", at=START, subject="test:page")
    page = keyset_page(
        Event.objects.all(), order=("-at", "-id"), cursor=cursor, key=lambda e: (e.at.isoformat(), e.pk)
    )
    assert len(page.rows) == Event.objects.count()
