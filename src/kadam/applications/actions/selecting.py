"""The company reads, shortlists and says no. Each no has a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kadam.applications.events import ApplicantNotSelected, ApplicantShortlisted, ApplicationSeen
from kadam.applications.models import Application
from kadam.applications.states import APPLICATION, REASONS
from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.refusals import BadInput
from kadam.kit.transitions import StaleState
from kadam.organizations.policies import POSTERS, require_role
from kadam.organizations.queries import roles_of

NOTE_MAX = 1000  # characters


class ReasonMissing(BadInput):
    """Everyone gets an answer with a reason (design: rules of the market)."""

    message = _("Choose a reason: the student will read it and do better next time.")
    field = "reason"


class NoteTooLong(BadInput):
    """A line or two."""

    message = _("Please keep the personal line under 1,000 characters.")
    field = "note"


def mark_seen(application: Application, *, actor: Person, now: datetime) -> Application:
    """Remember the first time somebody at the company opened the pitch; later times change nothing."""
    if application.state != "submitted":
        return application
    try:
        with transaction.atomic():
            APPLICATION.move(application, "see", seen_at=now)
            journal.record(ApplicationSeen(f"application:{application.code}"), actor=actor.code, now=now)
    except StaleState:
        application.refresh_from_db()
    return application


def shortlist(application: Application, *, actor: Person, now: datetime) -> Application:
    """Put the pitch on the shortlist: from now on the company sees who it is, and that is on record.

    Raises NotYours, or StaleState when it was withdrawn, refused or already shortlisted.
    """
    _require_selector(application, actor)
    with transaction.atomic():
        APPLICATION.move(application, "shortlist", shortlisted_at=now)
        journal.record(ApplicantShortlisted(f"application:{application.code}"), actor=actor.code, now=now)
        return application


def refuse(
    application: Application, *, reason: str, note: str = "", actor: Person, now: datetime
) -> Application:
    """Answer no, with a reason from the list and perhaps a personal line.

    Raises NotYours, ReasonMissing, NoteTooLong or StaleState.
    """
    _require_selector(application, actor)
    if reason not in REASONS:
        raise ReasonMissing()
    if len(note) > NOTE_MAX:
        raise NoteTooLong()
    with transaction.atomic():
        APPLICATION.move(
            application, "refuse", reason=reason, note=note.strip(), answered_at=now, closed_at=now
        )
        event = ApplicantNotSelected(f"application:{application.code}", reason)
        journal.record(event, actor=actor.code, now=now)
        return application


def _require_selector(application: Application, actor: Person) -> None:
    require_role(roles_of(actor, application.project.organization), *POSTERS)


def refuse_many(
    applications: Sequence[Application], *, reason: str, note: str = "", actor: Person, now: datetime
) -> int:
    """Answer no to several at once; those that were settled meanwhile are left as they are. Gives how many heard it.

    Raises NotYours, ReasonMissing or NoteTooLong.
    """
    told = 0
    for application in applications:
        try:
            refuse(application, reason=reason, note=note, actor=actor, now=now)
            told += 1
        except StaleState:
            continue
    return told
