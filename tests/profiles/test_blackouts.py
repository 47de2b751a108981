"""Marking days without work, and freeing them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import Http404

from kadam.journal.queries import history
from kadam.kit import clock
from kadam.profiles import actions, queries
from kadam.profiles.models import Blackout, Profile
from kadam.profiles.policies import (
    BLACKOUTS_MAX,
    AlreadyMarked,
    BlackoutTooFar,
    BlackoutTooLong,
    DatesBackwards,
    TooManyBlackouts,
)
from tests.support.students import make_student

pytestmark = pytest.mark.django_db


def mark(profile: Profile, first: int, last: int, label: str = "Exams") -> Blackout:
    """Days counted from today."""
    day = clock.today()
    return actions.add_blackout(
        profile,
        starts_on=day + timedelta(days=first),
        ends_on=day + timedelta(days=last),
        label=label,
        actor=profile.person,
        now=clock.now(),
    )


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        (5, 4, DatesBackwards),
        (-9, -1, DatesBackwards),
        (1, 93, BlackoutTooLong),
        (731, 735, BlackoutTooFar),
        (-800, 1, BlackoutTooFar),
    ],
)
def test_dates_that_make_no_sense_are_refused(first: int, last: int, refusal: type[Exception]):
    asha = make_student()
    with pytest.raises(refusal):
        mark(asha, first, last)
    assert not Blackout.objects.exists()


def test_the_last_day_of_the_calendar_is_a_refusal_and_no_crash():
    asha = make_student()
    with pytest.raises(BlackoutTooFar):
        actions.add_blackout(
            asha, starts_on=date.max, ends_on=date.max, label="x", actor=asha.person, now=clock.now()
        )


def test_one_day_and_the_longest_span_are_fine():
    asha = make_student()
    mark(asha, 0, 0)
    mark(asha, 1, 92)
    assert [row.days for row in queries.blackout_rows(asha, clock.today())] == [1, 92]


def test_a_double_press_marks_once_and_says_so():
    asha = make_student()
    mark(asha, 5, 9)
    with pytest.raises(AlreadyMarked):
        mark(asha, 5, 9, "Semester exams")
    assert Blackout.objects.count() == 1
    assert [event.kind for event in history(f"profile:{asha.code}")].count("profiles.BlackoutAdded") == 1


def test_twenty_ahead_are_enough_and_past_ones_do_not_count():
    asha = make_student()
    old = clock.now() - timedelta(days=40)
    actions.add_blackout(
        asha, starts_on=old.date(), ends_on=old.date() + timedelta(1), label="x", actor=asha.person, now=old
    )
    for day in range(BLACKOUTS_MAX):
        mark(asha, day, day)
    with pytest.raises(TooManyBlackouts):
        mark(asha, 50, 50)
    assert Blackout.objects.count() == BLACKOUTS_MAX + 1


def test_freed_days_are_free_and_a_second_press_changes_nothing():
    asha = make_student()
    blackout = mark(asha, 5, 9)
    first = queries.get_blackout(asha.person, blackout.code)
    second = queries.get_blackout(asha.person, blackout.code)
    for row in (first, second):
        actions.remove_blackout(row, actor=asha.person, now=clock.now())
    kinds = [event.kind for event in history(f"profile:{asha.code}")]
    assert kinds.count("profiles.BlackoutRemoved") == 1
    assert not Blackout.objects.exists()


def test_nobody_reaches_the_days_of_another():
    blackout = mark(make_student(), 5, 9)
    with pytest.raises(Http404):
        queries.get_blackout(make_student("Ravi Das").person, blackout.code)


def test_the_drawn_calendar_has_today_and_the_marked_days():
    asha = make_student()
    mark(asha, 7, 8)
    rows = queries.blackout_rows(asha, clock.today())
    weeks = queries.weeks(rows, clock.today())
    days = [day for week in weeks for day in week.days]
    assert len(weeks) == 12
    assert sum(day.today for day in days) == 1
    assert [day.on for day in days if not day.free] == [rows[0].starts_on, rows[0].ends_on]
    assert days[0].on.weekday() == 0
    assert 2 <= sum(bool(week.month) for week in weeks) <= 4
