"""What staff read before it goes on."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.http import Http404

from kadam.identity.models import Person
from kadam.kit.workdays import workday_deadline
from kadam.projects.models import Project
from kadam.projects.policies import can_review

REVIEW_WORKDAYS = 1  # a person reads a company's first brief within so many working days


class ReviewRow(NamedTuple):
    """One brief that waits for a person, and until when we said we would read it."""

    code: str
    title: str
    company: str
    company_code: str
    verified: bool
    submitted_at: datetime
    due_at: datetime


def review_queue(limit: int = 100) -> list[ReviewRow]:
    """Briefs that wait, longest first. One query."""
    rows = Project.objects.filter(state="in_review").order_by("submitted_at", "id")
    columns = (
        "code",
        "title",
        "organization__name",
        "organization__code",
        "organization__verification",
        "submitted_at",
    )
    return [_row(*row) for row in rows.values_list(*columns)[:limit]]


def _row(
    code: str, title: str, company: str, company_code: str, verification: str, at: datetime
) -> ReviewRow:
    return ReviewRow(
        code,
        title,
        company,
        company_code,
        verification == "verified",
        at,
        workday_deadline(at, REVIEW_WORKDAYS),
    )


def get_for_review(actor: Person, code: str) -> Project:
    """A brief that was ever submitted, for staff. Raises Http404 for everybody else."""
    rows = Project.objects.filter(code=code, submitted_at__isnull=False).select_related(
        "organization", "supervisor"
    )
    project = rows.order_by().first() if can_review(actor) else None
    if project is None:
        raise Http404
    return project
