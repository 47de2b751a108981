"""Skills for tests, through the real load."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from kadam.skills.actions import load_taxonomy
from kadam.skills.models import Skill
from kadam.skills.queries import by_slugs
from kadam.skills.taxonomy import Written

LOADED_AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
FEW = (
    Written("ms-excel", "Microsoft Excel", "data-analysis", ("MS-Excel", "Advance Excel", "एक्सेल")),
    Written("excel-vba", "Excel macros and VBA", "data-analysis", ("VBA",)),
    Written("power-bi", "Power BI", "data-analysis", ("DAX",)),
    Written("tally", "Tally", "finance-accounts", ("Tally ERP 9", "Tally Prime", "टैली")),
    Written("gst-filing", "GST filing", "finance-accounts", ("GST return",)),
    Written("hindi-writing", "Hindi writing", "languages-communication", ("Content writing in Hindi",)),
    Written("content-writing", "Content writing", "content-writing", ("Article writing",)),
    Written("cpp", "C++", "software-web", ("CPP",)),
    Written("c-language", "C", "software-web", ("C language",)),
    Written("adobe-photoshop", "Adobe Photoshop", "design-media", ("Photoshop", "PS")),
)

_loads = 0


def load_few(skills: Sequence[Written] = FEW) -> None:
    """A small taxonomy; each load is a second later than the last."""
    global _loads
    _loads += 1
    load_taxonomy(now=LOADED_AT + timedelta(seconds=_loads), skills=skills)


def load_all() -> None:
    """The taxonomy as it ships."""
    load_taxonomy(now=LOADED_AT)


def skills(*slugs: str) -> list[Skill]:
    """These skills of the shipped taxonomy, loaded if they are not there yet."""
    found = by_slugs(slugs)
    if len(found) < len(slugs):
        load_all()
        found = by_slugs(slugs)
    assert len(found) == len(slugs), f"not in the taxonomy: {set(slugs) - {skill.slug for skill in found}}"
    return found
