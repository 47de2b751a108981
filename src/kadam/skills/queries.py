"""The taxonomy, asked. It is public: these take no actor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from kadam.skills.index import LIKE, Entry, Hit, Index
from kadam.skills.models import Family, Skill

LONGEST = 60  # characters of what was typed that are read
type Stamp = tuple[int, int | None, datetime | None]

_held: tuple[Stamp, Index] | None = None


@dataclass(frozen=True)
class Suggestion:
    """One line of the typeahead. `why` is empty where the name itself says it."""

    slug: str
    name: str
    family: str
    why: str


@dataclass(frozen=True)
class Recognised:
    """What one typed word means: a skill, or none and perhaps the one that was meant."""

    typed: str
    slug: str = ""
    name: str = ""
    meant: str = ""


@dataclass(frozen=True)
class Shelf:
    """A family and its skills, as the public page shows them: (slug, name) by name."""

    slug: str
    name: str
    skills: tuple[tuple[str, str], ...]


def suggest(text: str, limit: int = 8) -> list[Suggestion]:
    """Skills for what has been typed so far, best first. One query, whatever is typed."""
    return [_suggestion(hit) for hit in current_index().find(text[:LONGEST], limit)]


def recognise(words: Iterable[str]) -> list[Recognised]:
    """What each word means: a slug, or a name or alias as people write them. One query for all of them."""
    asked = list(words)
    index = current_index() if asked else None
    return [_recognise(index, word) for word in asked if index]


def resolve(text: str) -> Skill | None:
    """The offered skill of exactly this name or alias (case, accents, spaces and punctuation aside), or None."""
    found = current_index().resolve(text)
    return None if found is None or found.retired else Skill.objects.filter(slug=found.slug).first()


def by_slugs(slugs: Sequence[str]) -> list[Skill]:
    """The skills of these slugs in this order, each once; unknown slugs are left out, retired ones are kept."""
    found = Skill.objects.in_bulk(list(slugs), field_name="slug")
    return [found[slug] for slug in dict.fromkeys(slugs) if slug in found]


def families() -> list[tuple[str, str]]:
    """(slug, name) of the twelve families, in their order. No query."""
    return [(value, str(label)) for value, label in Family.choices]


def all_for_browse() -> list[Shelf]:
    """Every family that has skills, with them. One query."""
    offered = sorted(current_index().offered, key=lambda entry: entry.name.casefold())
    shelves = [
        Shelf(slug, name, tuple((entry.slug, entry.name) for entry in offered if entry.family == slug))
        for slug, name in families()
    ]
    return [shelf for shelf in shelves if shelf.skills]


def current_index() -> Index:
    """The taxonomy in memory, kept by this process for as long as the table's stamp is the same. One query."""
    global _held
    if _held is None or _held[0] != _stamp():
        _held = _load_index()
    return _held[1]


def _stamp() -> Stamp:
    row = Skill.objects.aggregate(count=Count("pk"), last=Max("pk"), changed=Max("changed_at"))
    return row["count"], row["last"], row["changed"]


def _load_index() -> tuple[Stamp, Index]:
    rows = list(Skill.objects.order_by("pk"))
    entries = (Entry(row.slug, row.name, row.family, tuple(row.aliases), row.retired) for row in rows)
    changed = max((row.changed_at for row in rows), default=None)
    return (len(rows), rows[-1].pk if rows else None, changed), Index(entries)


def _suggestion(hit: Hit) -> Suggestion:
    why = _("also called %(alias)s") % {"alias": hit.alias} if hit.alias else ""
    if hit.rank == LIKE:
        why = _("close to what you typed")
    return Suggestion(hit.entry.slug, hit.entry.name, str(Family(hit.entry.family).label), why)


def _recognise(index: Index, word: str) -> Recognised:
    found = index.resolve(word[:LONGEST])
    if found:
        return Recognised(word, found.slug, found.name)
    likest = index.likest(word[:LONGEST])
    return Recognised(word, meant=likest.name if likest else "")
