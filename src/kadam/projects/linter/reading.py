"""A brief read from plain data, such as a JSON file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from kadam.kit.money import NotAnAmount, parse_rupees
from kadam.projects.brief import Brief, Line, Tag

NAMES = frozenset(field.name for field in fields(Brief))
NUMBERS = ("hours", "pay_paise", "seats", "first_timer_seats", "due_days")
LISTS = ("criteria", "questions", "skills")
EXTRA = ("pay", "pay_rupees")  # what a person would write: "₹6,000", 6000


class NotABrief(ValueError):
    """The data cannot be read as a brief; says what is wrong with it."""


def brief_of(data: Any) -> Brief:
    """The brief in `data`: texts, whole numbers, lists of strings; `pay` in rupees or `pay_paise`. Raises NotABrief."""
    if not isinstance(data, Mapping):
        raise NotABrief("A brief is an object with fields such as title, hours and criteria.")
    if unknown := data.keys() - NAMES - {*EXTRA}:
        raise NotABrief(f"A brief has no field {', '.join(sorted(map(str, unknown)))}.")
    values = {name: _read(name, value) for name, value in data.items() if name not in EXTRA}
    for name in EXTRA:
        if name in data:
            values["pay_paise"] = _paise(name, data[name])
    return Brief(**values)


def _read(name: str, value: Any) -> Any:
    if name in LISTS:
        return _lines(name, value)
    if name in NUMBERS:
        return _whole(name, value)
    if name == "under_nda":
        return _typed(name, value, bool, "true or false")
    if name == "starts_on":
        return _day(value)
    return _typed(name, value, str, "text")


def _typed(name: str, value: Any, kind: type, words: str) -> Any:
    if not isinstance(value, kind):
        raise NotABrief(f"{name} must be {words}.")
    return value


def _whole(name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 10**12:
        raise NotABrief(f"{name} must be a whole number.")
    return value


def _lines(name: str, value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise NotABrief(f"{name} must be a list of texts.")
    if name == "skills":
        return tuple(Tag(one, one) for one in value)
    return tuple(Line(0, one) for one in value if one.strip())


def _paise(name: str, value: Any) -> int:
    try:
        return parse_rupees(str(value))
    except NotAnAmount as no:
        raise NotABrief(f"{name}: {no}") from None


def _day(value: Any) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise NotABrief("starts_on must be a day such as 2026-12-01.") from None
