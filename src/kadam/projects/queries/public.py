"""One project, as anybody may see it."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
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
    """What a reader's copy of a project page depends on, and nothing else."""

    state: str
    version: int
    pitches: int
    seats_taken: int
    seats_gone: int
    seats_reserved: int
    company: str
    city: str
    verification: str


def get_public(actor: Person | AnonymousUser, code: str) -> Project:
    """A project that is or was open, with its company and supervisor. Raises Http404 for every other, to everybody."""
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
    """The version of a public project in one small query, for conditional requests."""
    columns = (
        *PublicVersion._fields[:-3],
        "organization__name",
        "organization__city",
        "organization__verification",
    )
    row = Project.objects.filter(code=code, state__in=PUBLIC).order_by().values_list(*columns).first()
    return PublicVersion(*row) if row else None


def brief(project: Project) -> Brief:
    """The brief with its criteria, questions and skills. Three queries."""
    skills = (
        ProjectSkill.objects.filter(project=project).order_by("id").values_list("skill__slug", "skill__name")
    )
    criteria, questions = (
        tuple(Line(*row) for row in lines.order_by("position").values_list("id", "text"))
        for lines in (project.criteria, project.questions)
    )
    facts = {name: getattr(project, name) for name in COLUMNS}
    return Brief(**facts, criteria=criteria, questions=questions, skills=tuple(Tag(*row) for row in skills))


def _one(condition: Q) -> Project:
    project = (
        Project.objects.select_related("organization", "supervisor").filter(condition).order_by().first()
    )
    if project is None:
        raise Http404
    return project
