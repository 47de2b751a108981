"""What changes the taxonomy: loading it from its data files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kadam.skills.models import Skill
from kadam.skills.taxonomy import Written, check, read

FIELDS = ("slug", "name", "family", "aliases", "esco_uri", "retired")


@dataclass(frozen=True)
class Loaded:
    """What one load did, in numbers of skills."""

    added: int
    changed: int
    retired: int
    unchanged: int


@transaction.atomic
def load_taxonomy(*, now: datetime, skills: Sequence[Written] | None = None) -> Loaded:
    """Make the table say what the data files say (or `skills`, where given); the same load twice changes nothing.

    Adds what is new, rewrites what differs, retires what is no longer written (a profile or a brief may name it,
    so nothing is ever deleted) and takes a retired skill back when it is written again. Three statements.
    Raises TaxonomyError, and changes nothing, when the data contradicts itself.
    """
    written = read() if skills is None else skills
    check(written)
    have = {row["slug"]: row for row in Skill.objects.order_by("pk").values(*FIELDS)}
    rows = [_row(skill, now) for skill in written]
    different = [row for row in rows if have.get(row.slug) != {name: getattr(row, name) for name in FIELDS}]
    Skill.objects.bulk_create(
        different, update_conflicts=True, unique_fields=["slug"], update_fields=[*FIELDS[1:], "changed_at"]
    )
    gone = {slug for slug, row in have.items() if not row["retired"]} - {row.slug for row in rows}
    retired = Skill.objects.filter(slug__in=gone).update(retired=True, changed_at=now) if gone else 0
    added = sum(row.slug not in have for row in different)
    return Loaded(added, len(different) - added, retired, len(rows) - len(different))


def _row(skill: Written, now: datetime) -> Skill:
    return Skill(
        slug=skill.slug,
        name=skill.name,
        family=skill.family,
        aliases=list(skill.aliases),
        esco_uri=skill.esco_uri,
        retired=False,
        changed_at=now,
    )
