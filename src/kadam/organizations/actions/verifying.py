"""What staff decide about an organisation."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.refusals import BadInput, NotYours, Refusal
from kadam.organizations.events import OrganizationVerified, VerificationAsked, VerificationRefused
from kadam.organizations.models import Organization
from kadam.organizations.policies import can_judge
from kadam.organizations.queries import roles_of, verified_twin
from kadam.organizations.states import VERIFICATION

NOTE_MIN = 10  # characters: a reason, not a word


class NotForYou(NotYours):
    """Not staff, or staff judging their own organisation."""

    message = _("Only staff decide this, and nobody decides about an organisation they belong to.")


class NoteNeeded(BadInput):
    """They must hear what to do, or why not."""

    message = _(
        "Write what they should send, or why it is refused: at least a short sentence. They will read it."
    )
    field = "note"


class TakenNumber(Refusal):
    """Another verified organisation has the number."""

    message = _("%(other)s is already verified with this number. Ask which of the two it belongs to.")


def approve_verification(
    organization: Organization, *, actor: Person, now: datetime, seen: datetime | None = None
) -> Organization:
    """Staff found it real: verified, recorded as OrganizationVerified.

    `seen` is the `submitted_at` that the reviewer looked at: when facts were changed and sent in again since,
    nothing is approved. Raises NotForYou, TakenNumber, StaleState (another reviewer was faster, or facts changed).
    """
    _check_reviewer(organization, actor)
    try:
        with transaction.atomic():
            _decide(organization, "approve", seen, verified_at=now, verification_note="")
            journal.record(
                OrganizationVerified(f"organization:{organization.code}"), actor=actor.code, now=now
            )
    except IntegrityError:
        twin = verified_twin(organization, "gstin") or verified_twin(organization, "aishe")
        raise TakenNumber(other=twin.name if twin else organization.name) from None
    return organization


def ask_verification(
    organization: Organization, *, note: str, actor: Person, now: datetime, seen: datetime | None = None
) -> Organization:
    """Staff need more, said in `note`; records VerificationAsked. Raises NotForYou, NoteNeeded, StaleState."""
    _check_reviewer(organization, actor)
    text = _checked_note(note)
    with transaction.atomic():
        _decide(organization, "ask", seen, verification_note=text)
        journal.record(
            VerificationAsked(f"organization:{organization.code}", text), actor=actor.code, now=now
        )
    return organization


def refuse_verification(
    organization: Organization, *, note: str, actor: Person, now: datetime, seen: datetime | None = None
) -> Organization:
    """Staff refuse, for the reason in `note`; records VerificationRefused. Raises NotForYou, NoteNeeded, StaleState."""
    _check_reviewer(organization, actor)
    text = _checked_note(note)
    with transaction.atomic():
        _decide(organization, "refuse", seen, verification_note=text)
        journal.record(
            VerificationRefused(f"organization:{organization.code}", text), actor=actor.code, now=now
        )
    return organization


def _check_reviewer(organization: Organization, actor: Person) -> None:
    if not can_judge(actor, roles_of(actor, organization)):
        raise NotForYou


def _checked_note(note: str) -> str:
    text = note.strip()
    if len(text) < NOTE_MIN:
        raise NoteNeeded
    return text


def _decide(organization: Organization, step: str, seen: datetime | None, **changes: object) -> None:
    unchanged = Q(submitted_at=seen) if seen is not None else None
    VERIFICATION.move(organization, step, only_if=unchanged, **changes)
