"""Small pieces that every sentence uses."""

from __future__ import annotations

from datetime import datetime

from kadam.kit.words import moment


def spoken(at: datetime | str | None) -> str:
    """A moment of a row, or of an event's data, in words: "Friday 27 November, 6:00 pm"; empty for none."""
    if not at:
        return ""
    return moment(datetime.fromisoformat(at) if isinstance(at, str) else at)
