"""Working days in India."""

from __future__ import annotations

from datetime import date, datetime

import holidays as library
import pytest

from kadam.kit.clock import INDIA
from kadam.kit.workdays import holidays, is_workday, workday_deadline


@pytest.mark.parametrize(
    ("since", "days", "until"),
    [
        ("2026-11-23T09:00", 1, "2026-11-25T18:00"),  # Tuesday 24 November is Guru Nanak's birthday
        ("2026-11-27T20:00", 1, "2026-11-30T18:00"),  # Friday evening: Monday
        ("2026-11-28T10:00", 1, "2026-11-30T18:00"),  # Saturday: Monday
        ("2026-12-24T10:00", 2, "2026-12-29T18:00"),  # over Christmas and a weekend
    ],
)
def test_a_deadline_skips_weekends_and_holidays(since, days, until):
    start = datetime.fromisoformat(since).replace(tzinfo=INDIA)
    assert workday_deadline(start, days) == datetime.fromisoformat(until).replace(tzinfo=INDIA)


def test_the_day_is_that_of_india():
    late = datetime.fromisoformat("2026-11-26T20:00+00:00")  # already Friday in India
    assert workday_deadline(late, 1).date() == date(2026, 11, 30)


def test_the_file_holds_what_the_library_knows():
    known = library.India(years=range(2025, 2036))
    assert holidays() == {day for day in known if day.weekday() < 5}


def test_sundays_and_holidays_are_free():
    assert not is_workday(date(2026, 11, 29))
    assert not is_workday(date(2026, 10, 2))
    assert is_workday(date(2026, 11, 23))
