"""Days, hours and spans as people in India write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kadam.kit import words

EVENING = datetime(2026, 11, 27, 12, 30, tzinfo=UTC)  # 6 pm in India


def test_moments_are_told_in_india_time():
    assert words.moment(EVENING) == "Friday 27 November, 6:00 pm"
    assert words.day(EVENING) == "Fri 27 Nov"
    assert words.day(datetime(2026, 11, 27, 19, 0, tzinfo=UTC)) == "Sat 28 Nov"


def test_midnight_and_noon():
    assert words.hour(datetime(2026, 1, 1, 18, 30, tzinfo=UTC)) == "12:00 am"
    assert words.hour(datetime(2026, 1, 1, 6, 30, tzinfo=UTC)) == "12:00 pm"


def test_time_left_is_never_rounded_up():
    left = {
        timedelta(days=4, hours=23): "4 days left",
        timedelta(hours=25): "1 day left",
        timedelta(hours=5, minutes=59): "5 hours left",
        timedelta(minutes=59): "less than an hour left",
        timedelta(0): "time is up",
    }
    assert {span: words.timeleft(EVENING + span, EVENING) for span in left} == left


def test_initials():
    assert [words.initials(name) for name in ("Asha Rao", "Madonna", "a b c", "")] == ["AR", "M", "AC", ""]
