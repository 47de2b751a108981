"""Work for tests, through the same actions as in real use."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kadam.applications.models import Application
from kadam.engagements import actions
from kadam.engagements.actions.beginning import text_for
from kadam.engagements.models import Engagement, Submission
from kadam.engagements.queries import parties
from kadam.engagements.wording import fingerprint
from kadam.files.models import StoredFile
from kadam.identity.models import Person
from kadam.kit import clock
from kadam.projects.models import Project
from tests.support.applications import make_offered
from tests.support.companies import owner_of
from tests.support.files import make_file

SCORES = {"problem_solving": 4, "work_ethic": 4, "quality": 3, "communication": 4}


def make_agreed(
    project: Project | None = None,
    offer: Application | None = None,
    *,
    now: datetime | None = None,
    **facts: Any,
) -> Engagement:
    """The student took the seat; the company has yet to start."""
    offer = offer or make_offered(project, now=now, **facts)
    sha256 = fingerprint(text_for(offer))
    begun = actions.begin(offer, agreed_sha256=sha256, actor=offer.student.person, now=now or clock.now())
    return parties(begun.code)


def make_working(project: Project | None = None, *, now: datetime | None = None, **facts: Any) -> Engagement:
    """The work is under way."""
    work = make_agreed(project, now=now, **facts)
    return actions.kick_off(
        work, agreed_sha256=work.agreement.sha256, actor=company_member(work), now=now or clock.now()
    )


def hand_in(work: Engagement, *, now: datetime | None = None, file: StoredFile | None = None) -> Submission:
    """The student hands in one file."""
    file = file or make_file(work.student.person)
    return actions.submit_work(
        work,
        note="Here it is.",
        ai_use="none",
        files=[file],
        actor=work.student.person,
        now=now or clock.now(),
    )


def make_submitted_work(
    project: Project | None = None, *, now: datetime | None = None, **facts: Any
) -> Engagement:
    """Handed in, and waiting for its review."""
    work = make_working(project, now=now, **facts)
    hand_in(work, now=now)
    return parties(work.code)


def verdicts(work: Engagement, *unmet: int) -> dict[int, tuple[bool, str]]:
    """A verdict on each criterion: met, but for those at the positions `unmet` (from 0)."""
    ids = work.project.criteria.order_by("position").values_list("id", flat=True)
    return {pk: (at not in unmet, "") for at, pk in enumerate(ids)}


def accept(work: Engagement, *, now: datetime | None = None) -> Engagement:
    """The company accepts everything."""
    actions.accept(
        work,
        verdicts=verdicts(work),
        scores=SCORES,
        comment="Two of her three cities are on our plan.",
        actor=company_member(work),
        now=now or clock.now(),
    )
    return parties(work.code)


def company_member(work: Engagement) -> Person:
    """The owner of the company."""
    return owner_of(work.organization)
