"""What waits for a person, under each hat: at most nine queries a board, whatever there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kadam.applications import queries as applications
from kadam.applications.queries import MyApplication
from kadam.applications.states import WAITING
from kadam.engagements import queries as engagements
from kadam.engagements.queries import Line
from kadam.identity.models import Person
from kadam.kit.clock import day_of
from kadam.kit.rules import rules
from kadam.organizations import queries as organizations
from kadam.organizations.models import Organization
from kadam.pages.hats import Hat
from kadam.payments import queries as payments
from kadam.payments.queries import CompanyTotals, EarningsTotals
from kadam.profiles import queries as profiles
from kadam.profiles.models import Profile
from kadam.projects import queries as projects
from kadam.projects.queries import CompanyRow, ProjectCard

LIVE = ("open", "intake_closed", "staffed")
UNFINISHED = ("draft", "changes_asked", "in_review", "awaiting_funds")


@dataclass(frozen=True)
class StudentBoard:
    """A student's own day: what to answer, what to do, what to wait for."""

    profile: Profile | None
    offers: list[MyApplication]
    open_pitches: list[MyApplication]
    work: list[Line]
    earnings: EarningsTotals
    suggestions: Sequence[ProjectCard]
    limit: int


@dataclass(frozen=True)
class CompanyProject:
    """One live project, with what waits on it."""

    row: CompanyRow
    waiting: int
    pitches: int


@dataclass(frozen=True)
class CompanyBoard:
    """A company's day."""

    organization: Organization
    roles: frozenset[str]
    reviews: list[Line]
    kickoffs: list[Line]
    work: list[Line]
    live: list[CompanyProject]
    unfinished: list[CompanyRow]
    money: CompanyTotals


@dataclass(frozen=True)
class UniversityBoard:
    """A university's day."""

    organization: Organization
    roles: frozenset[str]
    students: int
    accepted: int
    members: int
    open_now: Sequence[ProjectCard]


def student_board(person: Person, hat: Hat | None, now: datetime) -> StudentBoard:
    """Profile, offers, pitches, work, money, and a few projects to look at."""
    mine = applications.for_student(person).rows
    profile = profiles.of_person(person)
    own = [skill.slug for skill in profiles.skills(profile)] if profile else []
    return StudentBoard(
        profile=profile,
        offers=[row for row in mine if row.state == "offered"],
        open_pitches=[row for row in mine if row.state in WAITING],
        work=engagements.running(student=person),
        earnings=payments.earnings_totals(person),
        suggestions=_suggestions(own, now),
        limit=rules().open_applications_per_student,
    )


def _suggestions(skills: Sequence[str], now: datetime) -> Sequence[ProjectCard]:
    found = projects.listing(projects.Filters(), today=day_of(now)).rows
    wanted = set(skills)
    best = sorted(found, key=lambda card: -sum(slug in wanted for slug, _name in card.skills))
    return best[:3]


def company_board(person: Person, hat: Hat, now: datetime) -> CompanyBoard:
    """Reviews and kick-offs that wait, live projects with pitches to answer, drafts, money."""
    organization = organizations.get_for_member(person, hat.key)
    rows = projects.company_projects(organization, size=40).rows
    live = [row for row in rows if row.state in LIVE]
    counts = applications.counts([row.id for row in live])
    work = engagements.running(organization=organization)
    return CompanyBoard(
        organization=organization,
        roles=organizations.roles_of(person, organization),
        reviews=[line for line in work if line.state == "submitted"],
        kickoffs=[line for line in work if line.state == "agreed"],
        work=[line for line in work if line.state not in {"submitted", "agreed"}],
        live=[CompanyProject(row, *counts.get(row.id, (0, 0))) for row in live],
        unfinished=[row for row in rows if row.state in UNFINISHED],
        money=payments.company_totals(organization),
    )


def university_board(person: Person, hat: Hat, now: datetime) -> UniversityBoard:
    """Its students here, what they finished, its members, and what is open now."""
    organization = organizations.get_for_member(person, hat.key)
    students, accepted = profiles.counts_of(organization)
    return UniversityBoard(
        organization=organization,
        roles=organizations.roles_of(person, organization),
        students=students,
        accepted=accepted,
        members=len(organizations.members(organization)),
        open_now=projects.listing(projects.Filters(), today=day_of(now), size=3).rows,
    )


BOARDS: dict[str, Callable[..., Any]] = {
    "student": student_board,
    "company": company_board,
    "university": university_board,
}
