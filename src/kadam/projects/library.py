"""The library of brief templates: data files, read once. An operator adds to them by adding a file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data" / "templates"


@dataclass(frozen=True)
class Template:
    """One template: a brief with blanks in [brackets], and hints for what only the company knows. Pay in paise."""

    key: str
    family: str
    title: str
    summary: str
    outcome: str
    deliverable: str
    deliverable_format: str
    context_hint: str
    materials_hint: str
    criteria: tuple[str, ...]
    questions: tuple[str, ...]
    skills: tuple[str, ...]  # slugs
    hours: int
    hours_min: int
    hours_max: int
    pay_paise: int
    due_days: int
    ai_rule: str
    ai_note: str


@cache
def all_templates() -> tuple[Template, ...]:
    """Every template, by family and title. Raises TypeError, naming the file, for one with missing fields."""
    found = (_read(path) for path in sorted(FOLDER.glob("*.toml")))
    return tuple(sorted(found, key=lambda one: (one.family, one.title)))


def find_template(key: str) -> Template | None:
    """The template of that key."""
    return next((one for one in all_templates() if one.key == key), None)


def _read(path: Path) -> Template:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    known = {field.name for field in fields(Template)}
    if data.keys() != known:
        raise TypeError(f"{path}: fields differ from a template's: {sorted(data.keys() ^ known)}")
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in data.items()
    }
    return Template(**values)
