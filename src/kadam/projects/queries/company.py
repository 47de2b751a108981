"""A company's own projects."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q
from django.http import Http404

from kadam.identity.models import Person
from kadam.kit.paging import Page, keyset_page
from kadam.organizations.models import Membership, Organization
from kadam.organizations.queries import people_with_role
from kadam.payments.models import Hold
from kadam.projects.linter import Standing
from kadam.projects.models import Project, Seat

LIVE = ("in_review", "awaiting_funds", "open", "intake_closed", "staffed", "suspended")
ORDER = ("-created_at", "-id")


class CompanyRow(NamedTuple):
    """One project in its company's list."""

    id: int
    code: str
    title: str
    state: str
    pay_paise: int
    seats: int
    seats_taken: int
    seats_gone: int
    pitches: int
    pitch_limit: int
    created_at: datetime
    funds_due_at: datetime | None
    intake_closes_at: datetime | None
    answers_due_at: datetime | None
    ended_at: datetime | None


class SeatRow(NamedTuple):
    """One seat, for its company."""

    number: int
    code: str
    reserved_at: datetime | None
    taken_at: datetime | None
    released_at: datetime | None
    hold: Hold | None


def get_for_company(actor: Person, code: str) -> Project:
    """A project of a company the actor belongs to, with company and supervisor. Raises Http404."""
    mine = Membership.objects.filter(person=actor).values("organization_id")
    rows = Project.objects.select_related("organization", "supervisor").filter(
        code=code, organization_id__in=mine
    )
    project = rows.order_by().first()
    if project is None:
        raise Http404
    return project


def company_projects(
    organization: Organization, *, states: Collection[str] = (), cursor: str | None = None, size: int = 20
) -> Page[CompanyRow]:
    """A company's projects, newest first, in one of `states` when given. One query."""
    rows = Project.objects.filter(organization=organization)
    if states:
        rows = rows.filter(state__in=states)
    page = keyset_page(
        rows.values_list(*CompanyRow._fields),
        order=ORDER,
        cursor=cursor,
        size=size,
        key=lambda row: (row[CompanyRow._fields.index("created_at")].isoformat(), row[0]),
    )
    return Page([CompanyRow(*row) for row in page.rows], page.next_cursor)


def seats_of(project: Project) -> list[SeatRow]:
    """The seats with their holds, by number. One query."""
    rows = Seat.objects.filter(project=project).select_related("hold").order_by("number")
    return [SeatRow(s.number, s.code, s.reserved_at, s.taken_at, s.released_at, s.hold) for s in rows]


def supervisors(organization: Organization) -> list[Person]:
    """Who may look after a student: everybody in the company who may review work."""
    return people_with_role(organization, "owner", "recruiter", "supervisor")


def has_opened_before(organization: Organization) -> bool:
    """Was a project of this company ever public? Until then a person reads its briefs."""
    return Project.objects.filter(organization=organization, opened_at__isnull=False).exists()


def standing(project: Project) -> Standing:
    """What the project's company has done so far, this project aside. One query."""
    others = Project.objects.filter(organization=project.organization_id).exclude(pk=project.pk)
    counts = others.aggregate(
        completed=Count("id", filter=Q(state="completed")), live=Count("id", filter=Q(state__in=LIVE))
    )
    return Standing(**counts)
