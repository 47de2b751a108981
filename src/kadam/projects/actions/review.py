"""From a draft to a brief that waits for its money."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.rules import rules
from kadam.organizations.models import Organization
from kadam.organizations.policies import POSTERS, require_role
from kadam.organizations.queries import roles_of
from kadam.payments import actions as payments
from kadam.projects import queries
from kadam.projects.events import BriefPassed, ChangesAsked, DraftReopened, ProjectSubmitted
from kadam.projects.linter import lint
from kadam.projects.models import Project, Seat
from kadam.projects.policies import require_ready, require_reviewer, require_verified
from kadam.projects.refusals import NoteMissing
from kadam.projects.states import PROJECT


def submit_brief(project: Project, *, actor: Person, now: datetime) -> Project:
    """Send the brief on: the first of a company to staff, every later one straight to its funding.

    Raises NotVerified, BriefNotReady (the linter blocks), StaleState, or NotYours unless the actor may post.
    """
    require_role(roles_of(actor, project.organization), *POSTERS)
    with transaction.atomic():
        _lock_company(project)
        require_verified(project)
        require_ready(lint(queries.brief(project), queries.standing(project)))
        if queries.has_opened_before(project.organization):
            PROJECT.move(
                project, "skip_review", submitted_at=now, funds_due_at=_funds_due(now), review_note=""
            )
            _ask_for_money(project, actor, now, read=False)
        else:
            PROJECT.move(project, "submit", submitted_at=now)
            journal.record(ProjectSubmitted(f"project:{project.code}"), actor=actor.code, now=now)
        return project


def pass_review(project: Project, *, actor: Person, now: datetime) -> Project:
    """Staff read the brief and it is fine: the money is asked for.

    Raises StaffOnly, NotVerified, StaleState.
    """
    require_reviewer(actor)
    with transaction.atomic():
        _lock_company(project)
        require_verified(project)
        PROJECT.move(project, "pass_review", funds_due_at=_funds_due(now), review_note="")
        _ask_for_money(project, actor, now, read=True)
        return project


def ask_changes(project: Project, *, note: str, actor: Person, now: datetime) -> Project:
    """Staff say what should change; the company edits and submits again. Raises StaffOnly, NoteMissing, StaleState."""
    require_reviewer(actor)
    if not note.strip():
        raise NoteMissing()
    with transaction.atomic():
        PROJECT.move(project, "ask_changes", review_note=note.strip())
        journal.record(ChangesAsked(f"project:{project.code}", note.strip()), actor=actor.code, now=now)
        return project


def reopen_draft(project: Project, *, actor: Person, now: datetime) -> Project:
    """The company edits again instead of paying; the request for money is taken back.

    A payment that was already on its way is refunded when it arrives. Raises NotYours, StaleState.
    """
    require_role(roles_of(actor, project.organization), *POSTERS)
    with transaction.atomic():
        PROJECT.move(project, "reopen_draft", funds_due_at=None)
        payments.expire_funding(reference=f"project:{project.code}", now=now)
        journal.record(DraftReopened(f"project:{project.code}"), actor=actor.code, now=now)
        return project


def _ask_for_money(project: Project, actor: Person, now: datetime, *, read: bool) -> None:
    """Fresh seats (earlier ones never had money: theirs was taken back), and one hold asked for each."""
    Seat.objects.filter(project=project, hold=None).delete()
    seats = Seat.objects.bulk_create([Seat(project=project, number=n) for n in range(1, project.seats + 1)])
    payments.request_funding(
        payer=project.organization,
        reference=f"project:{project.code}",
        title=project.title,
        holds=[(f"seat:{seat.code}", project.pay_paise) for seat in seats],
        actor=actor,
        now=now,
    )
    journal.record(BriefPassed(f"project:{project.code}", read), actor=actor.code, now=now)


def _funds_due(now: datetime) -> datetime:
    return now + timedelta(days=rules().funding_days)


def _lock_company(project: Project) -> None:
    """One brief of a company is sent on at a time, so that the limits of a new one count right.

    On SQLite the transaction itself has that effect.
    """
    project.organization = Organization.objects.select_for_update().get(pk=project.organization_id)
