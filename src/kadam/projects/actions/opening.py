"""From money to public, and into the search index."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from kadam.journal import actions as journal
from kadam.kit.rules import rules
from kadam.organizations.models import Organization
from kadam.payments import actions as payments
from kadam.payments.models import Hold
from kadam.projects import queries
from kadam.projects.actions.seats import lock_project
from kadam.projects.events import DraftReopened, ProjectOpened
from kadam.projects.models import Project, Seat
from kadam.projects.policies import first_timer_seats
from kadam.projects.states import PROJECT
from kadam.search import actions as search
from kadam.search.models import Document

log = logging.getLogger(__name__)
LATE = "The project no longer waited for this payment."
UNVERIFIED = "The company was not verified when the payment arrived."


def open_project(project: Project, *, funding: str, now: datetime) -> bool:
    """The money of the funding with this code is held: students can see the project and pitch. True when it opened.

    Links each seat to its hold, starts the intake of `rules().intake_days`, sets the length of the queue and the
    seats for first-timers, and makes it findable. A payment that does not fit (the brief changed meanwhile, the
    company called it off or lost its verification) is refunded in full. The same payment heard twice does nothing.
    """
    with transaction.atomic():
        lock_project(project)  # two workers may hear of one payment at once
        rows = Hold.objects.filter(funding__code=funding, state="held").order_by("id")
        holds = {hold.reference: hold for hold in rows}
        if not holds or Seat.objects.filter(hold__in=holds.values()).exists():
            return False
        project = queries.fresh(project)
        if not _fits(project, holds):
            return _send_back(project, holds, LATE, now)
        if not project.organization.is_verified:
            PROJECT.move(project, "reopen_draft", funds_due_at=None)
            journal.record(DraftReopened(f"project:{project.code}"), now=now)
            return _send_back(project, holds, UNVERIFIED, now)
        _open(project, holds, now)
        return True


def _open(project: Project, holds: dict[str, Hold], now: datetime) -> None:
    market = rules()
    kept = first_timer_seats(project.seats, project.first_timer_seats, market.first_timer_share)
    PROJECT.move(
        project,
        "open",
        opened_at=now,
        intake_closes_at=now + timedelta(days=market.intake_days),
        pitch_limit=market.pitches_per_seat * project.seats,
        first_timer_seats=kept,
    )
    for seat in Seat.objects.filter(project=project, hold=None).order_by("number"):
        Seat.objects.filter(pk=seat.pk).update(hold=holds[f"seat:{seat.code}"])
    index_project(project)
    journal.record(ProjectOpened(f"project:{project.code}"), now=now)


def _fits(project: Project, holds: dict[str, Hold]) -> bool:
    """Is it the money this brief waits for: one hold a seat, of the fee?"""
    seats = {f"seat:{code}" for code in project.seat_rows.filter(hold=None).values_list("code", flat=True)}
    fees = {hold.amount_paise for hold in holds.values()}
    return project.state == "awaiting_funds" and seats == holds.keys() and fees == {project.pay_paise}


def _send_back(project: Project, holds: dict[str, Hold], reason: str, now: datetime) -> bool:
    log.info("Refunding %d holds of project %s: %s", len(holds), project.code, reason)
    for hold in holds.values():
        payments.refund(hold, reason=reason, actor=None, now=now)
    return False


def index_project(project: Project) -> None:
    """Make the search find it by its words as they are now."""
    text = queries.searchable(project)
    document = search.index_document(kind="project", key=text.key, title=text.title, body=text.body)
    Project.objects.filter(pk=project.pk).update(document=document)
    project.document = document


def link_documents(documents: Sequence[Document]) -> None:
    """A rebuild of the index wrote these documents: their projects point at them."""
    for document in documents:
        Project.objects.filter(code=document.key).exclude(document=document).update(document=document)


def reindex_company(organization: Organization) -> int:
    """A company's facts changed: its public projects are found by the new ones. Gives how many."""
    projects = queries.indexed_projects(organization)
    for project in projects:
        with transaction.atomic():
            index_project(project)
    return len(projects)
