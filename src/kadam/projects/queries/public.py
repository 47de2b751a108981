"""One project, as anybody may see it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, Value
from django.http import Http404

from kadam.identity.models import Person
from kadam.projects.brief import Brief, Line, Tag
from kadam.projects.models import Project, ProjectSkill
from kadam.projects.refusals import IntakeOver
from kadam.projects.states import PUBLIC

COLUMNS = [
    "title",
    "family",
    "outcome",
    "deliverable",
    "deliverable_format",
    "context",
    "materials",
    "hours",
    "pay_paise",
    "seats",
    "first_timer_seats",
    "due_days",
    "starts_on",
    "city",
    "ai_rule",
    "ai_note",
    "under_nda",
]


class PublicVersion(NamedTuple):
    """What the page of a public project depends on, and nothing else: its text never changes once it is public."""

    code: str
    state: str
    version: int
    pitches: int
    pitch_limit: int
    seats_taken: int
    seats_gone: int
    intake_closes_at: datetime | None
    answers_due_at: datetime | None
    company: str
    city: str
    verification: str


def get_public(actor: Person | AnonymousUser, code: str) -> Project:
    """A project that is or was open, with its company. Raises Http404 for every other, to everybody."""
    return _one(Q(code=code, state__in=PUBLIC))


def get_open(actor: Person | AnonymousUser, code: str) -> Project:
    """A project that takes pitches. Raises Http404 when the actor may not see it, IntakeOver when it takes none."""
    project = get_public(actor, code)
    if project.state != "open":
        raise IntakeOver()
    return project


def get_project(code: str) -> Project:
    """Any project, for subscribers and clocks; pages ask one of the other queries. Raises Http404."""
    return _one(Q(code=code))


def fresh(project: Project) -> Project:
    """The project as it stands now, with its company."""
    return _one(Q(pk=project.pk))


def public_version(code: str) -> PublicVersion | None:
    """The version of a public project in one small query; None when there is none, or not for the public."""
    columns = (
        *PublicVersion._fields[:-3],
        "organization__name",
        "organization__city",
        "organization__verification",
    )
    row = Project.objects.filter(code=code, state__in=PUBLIC).order_by().values_list(*columns).first()
    return PublicVersion(*row) if row else None


def brief(project: Project) -> Brief:
    """The brief with its criteria, questions and skills. One query."""
    criteria, questions = (
        rows.order_by().values_list(Value(kind), "position", "id", Value(""), "text")
        for kind, rows in (("criterion", project.criteria), ("question", project.questions))
    )
    skills = ProjectSkill.objects.filter(project=project).order_by()
    tags = skills.values_list(Value("skill"), "id", "id", "skill__slug", "skill__name")
    found: dict[str, list[tuple[int, int, str, str]]] = {"criterion": [], "question": [], "skill": []}
    for kind, place, row, slug, text in criteria.union(questions, tags, all=True):
        found[kind].append((place, row, slug, text))
    return Brief(
        **{name: getattr(project, name) for name in COLUMNS},
        criteria=tuple(Line(row, text) for _place, row, _slug, text in sorted(found["criterion"])),
        questions=tuple(Line(row, text) for _place, row, _slug, text in sorted(found["question"])),
        skills=tuple(Tag(slug, name) for _place, _row, slug, name in sorted(found["skill"])),
    )


def takes_pitches_now(version: PublicVersion, now: datetime) -> bool:
    """Is there a place in the queue, and time?"""
    closes = version.intake_closes_at
    return (
        version.state == "open"
        and closes is not None
        and closes > now
        and version.pitches < version.pitch_limit
    )


def _one(condition: Q) -> Project:
    project = Project.objects.select_related("organization").filter(condition).order_by().first()
    if project is None:
        raise Http404
    return project
