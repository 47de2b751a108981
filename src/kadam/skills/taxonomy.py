"""The data files: one TOML file a family, written by hand (docs/skills.md says how to edit them)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kadam.skills.models import Family
from kadam.skills.spelling import joined

FOLDER = Path(__file__).resolve().parent / "data"
KNOWN = {"slug", "name", "aliases", "esco"}


class TaxonomyError(ValueError):
    """The data files contradict themselves; says where. Nothing is loaded."""


@dataclass(frozen=True)
class Written:
    """One skill as a data file has it."""

    slug: str
    name: str
    family: str
    aliases: tuple[str, ...] = ()
    esco_uri: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Every spelling this skill answers to."""
        return (self.name, *self.aliases)


def read(folder: Path = FOLDER) -> list[Written]:
    """All skills of `folder`, checked. Raises TaxonomyError."""
    skills = [skill for path in sorted(folder.glob("*.toml")) for skill in _read_family(path)]
    check(skills)
    return skills


def check(skills: Iterable[Written]) -> None:
    """A slug names one skill, and a spelling means one skill. Raises TaxonomyError for the first that does not."""
    slugs: set[str] = set()
    meanings: dict[str, str] = {}
    for skill in skills:
        if skill.slug in slugs:
            raise TaxonomyError(f"two skills have the slug {skill.slug!r}")
        slugs.add(skill.slug)
        for word in skill.words:
            other = meanings.setdefault(joined(word), skill.slug)
            if other != skill.slug:
                raise TaxonomyError(f"{word!r} means both {other!r} and {skill.slug!r}")


def _read_family(path: Path) -> Iterator[Written]:
    if path.stem not in Family.values:
        raise TaxonomyError(f"{path.name}: there is no family {path.stem!r}")
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["skill"]
    for row in rows:
        if not {"slug", "name"} <= set(row) <= KNOWN:
            raise TaxonomyError(
                f"{path.name}: {row} must have a slug and a name, and nothing but aliases and esco more"
            )
        yield Written(row["slug"], row["name"], path.stem, tuple(row.get("aliases", ())), row.get("esco", ""))
