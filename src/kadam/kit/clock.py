"""The one clock. Doors read it once and pass `now` down; nothing below a door asks the time.

A demo instance can be moved forward in time. All its processes share the distance through one small
file in the data directory, so that a page, the worker and the scheduler always agree.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

INDIA = ZoneInfo("Asia/Kolkata")  # one zone, UTC+05:30, no daylight saving

_seen: tuple[int, timedelta] = (-1, timedelta())
_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC, moved by the distance a demo instance was told to travel."""
    return _pretended.get() or timezone.now() + _distance()


@contextmanager
def pretend(moment: datetime) -> Iterator[None]:
    """Inside, this thread's present is `moment`: for loading a demo's past, and for tests."""
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)


def today() -> date:
    """The present day in India."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The calendar day in India on which `moment` falls."""
    return moment.astimezone(INDIA).date()


def travel(by: timedelta) -> datetime:
    """Move this instance's clock forward by `by` for all its processes; demo and tests only.

    Returns the new present. Raises ValueError for a negative distance or a clock that may not travel.
    """
    path = settings.KADAM_CLOCK_FILE
    if path is None or by < timedelta():
        raise ValueError("This clock only moves forward, and only in demo mode.")
    seconds = int((_distance() + by).total_seconds())
    scratch = path.with_suffix(f".{os.getpid()}")
    scratch.write_text(str(seconds), encoding="ascii")
    scratch.replace(path)
    return now()


def _distance() -> timedelta:
    global _seen
    if settings.KADAM_CLOCK_FILE is None:
        return timedelta()
    try:
        stamp = settings.KADAM_CLOCK_FILE.stat().st_mtime_ns
    except FileNotFoundError:
        return timedelta()
    if stamp != _seen[0]:
        seconds = settings.KADAM_CLOCK_FILE.read_text(encoding="ascii")
        _seen = (stamp, timedelta(seconds=int(seconds or 0)))
    return _seen[1]
