"""Who may use the staff console."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kadam.identity.actions.consents import subject_of
from kadam.identity.events import StaffAppointed
from kadam.identity.models import Person
from kadam.journal.actions import record


def appoint_staff(*, person: Person, actor: Person | None, now: datetime) -> None:
    """Let the person use the staff console, and journal it; appointing staff again changes nothing."""
    with transaction.atomic():
        if Person.objects.filter(pk=person.pk, is_staff=False).update(is_staff=True):
            record(StaffAppointed(subject_of(person)), actor=actor.code if actor else "", now=now)
    person.is_staff = True
