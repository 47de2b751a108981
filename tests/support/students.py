"""Students, made as students make themselves, and works they have proved."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from kadam.identity.models import Person
from kadam.journal.actions import drain
from kadam.kit import clock
from kadam.organizations.models import Organization
from kadam.profiles import actions
from kadam.profiles.models import Profile, ProvenWork
from kadam.skills.queries import by_slugs
from tests.support.companies import make_company
from tests.support.people import make_person

SCORED = {"problem_solving": 4, "work_ethic": 4, "quality": 3, "communication": 4}
_numbers = itertools.count(1)


def make_student(
    name: str = "Asha Rao",
    *,
    person: Person | None = None,
    skills: Sequence[str] = (),
    completed: int = 0,
    **fields: Any,
) -> Profile:
    """A student with a complete profile; `skills` are slugs of the taxonomy, `completed` how many works are proved."""
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
    profile = actions.create_profile(
        actor=person, now=clock.now(), skills=list(by_slugs(skills)), **(facts | fields)
    )
    for _number in range(completed):
        prove_work(profile)
    if completed:
        profile.refresh_from_db()
    return profile


def prove_work(
    profile: Profile,
    *,
    title: str = "Map of 40 cold-chain competitors",
    company: Organization | None = None,
    skills: Sequence[str] = (),
    scores: Mapping[str, int] | None = None,
    reviewer: Person | None = None,
    now: datetime | None = None,
    heard: bool = True,
    **facts: Any,
) -> ProvenWork:
    """One accepted engagement on the student's record; `heard`: the journal has told everybody who listens."""
    now = now or clock.now()
    work = actions.record_proven_work(
        profile=profile,
        engagement=f"work{next(_numbers)}",
        title=title,
        company=company or make_company(),
        skills=by_slugs(skills),
        scores=SCORED if scores is None else scores,
        reviewer=reviewer,
        now=now,
        **{
            "deliverable": "One sheet of 40 firms with city, fleet and price source",
            "hours": 24,
            "paid_paise": 6000_00,
            "under_nda": False,
            "criteria_met": 4,
            "criteria_total": 4,
            "comment": "Two of her three cities are now on our plan.",
            "family": "market-research",
            **facts,
        },
    )
    if heard:
        drain(now=clock.now())
    return work
