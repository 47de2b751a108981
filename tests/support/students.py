"""Students, made as students make themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kadam.identity.models import Person
from kadam.kit import clock
from kadam.profiles import actions
from kadam.profiles.models import Profile
from kadam.skills.queries import by_slugs
from tests.support.people import make_person


def make_student(
    name: str = "Asha Rao", *, person: Person | None = None, skills: Sequence[str] = (), **fields: Any
) -> Profile:
    """A student with a complete profile; `skills` are slugs of the taxonomy."""
    facts: dict[str, Any] = {
        "institution": "Nirmala College of Commerce",
        "course": "BCom",
        "study_year": 2,
        "city": "Coimbatore",
        "state_code": "33",
        "languages": ["en", "ta"],
        "headline": "Commerce student who likes clean tables",
    }
    person = person or make_person(name)
    return actions.create_profile(
        actor=person, now=clock.now(), skills=list(by_slugs(skills)), **(facts | fields)
    )
