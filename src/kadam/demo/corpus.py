"""The demo's raw material, as written in demo/data."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
type Row = dict[str, Any]


@cache
def _read(name: str) -> dict[str, list[Row]]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def companies() -> list[Row]:
    """Every company, parents before their units."""
    return sorted(_read("companies")["company"], key=lambda row: "parent" in row)


def universities() -> list[Row]:
    """Those that run a career centre here."""
    return _read("universities")["university"]


def colleges() -> list[Row]:
    """Everywhere a student may study, career centre or not."""
    return [*universities(), *_read("universities")["college"]]


def regions() -> list[Row]:
    """Names that go together."""
    return _read("names")["region"]


def personas() -> list[Row]:
    """The people a visitor can be, in order."""
    return _read("personas")["persona"]


def texts(kind: str) -> list[Row]:
    """The rows of one kind of words: answer, exchange, review, criterion_comment, refusal, profile, file_name, body."""
    return _read("pitches")[kind]


def briefs() -> list[Row]:
    """Every brief in both its variants, texts filled in; `company` is the key of who posts it."""
    return [_filled(brief, variant) for which in (0, 1) for brief, variant in _variants(which)]


def _variants(which: int) -> list[tuple[Row, Row]]:
    return [(brief, brief["variants"][which]) for brief in _read("briefs")["brief"]]


def _filled(brief: Row, variant: Row) -> Row:
    def fill(value: Any) -> Any:
        if isinstance(value, str):
            return value.format(**variant)
        return [fill(one) for one in value] if isinstance(value, list) else value

    filled = {name: fill(value) for name, value in brief.items() if name != "variants"}
    return {**filled, "company": variant["company"]}
