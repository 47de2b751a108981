"""Working days in India: Monday to Friday, without the public holidays of the data file.

The holidays lie in a file because the library that knows them takes seconds to load.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from kadam.kit.clock import INDIA, day_of

CLOSING = time(18, 0)
_FILE = Path(__file__).parent / "data" / "holidays.txt"


@cache
def holidays() -> frozenset[date]:
    """Public holidays that fall on a Monday to Friday."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(date.fromisoformat(line[:10]) for line in lines if line[:1].isdigit())


def is_workday(day: date) -> bool:
    """Do people work on that day?"""
    return day.weekday() < 5 and day not in holidays()


def workday_deadline(since: datetime, days: int) -> datetime:
    """The close (6 pm in India) of the working day that is `days` working days after the day of `since`."""
    day, left = day_of(since), days
    while left:
        day += timedelta(days=1)
        left -= is_workday(day)
    return datetime.combine(day, CLOSING, INDIA)
