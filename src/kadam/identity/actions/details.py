"""What a person may change about themselves by a simple form."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kadam.identity.actions.consents import subject_of
from kadam.identity.events import DetailsEdited
from kadam.identity.models import Person
from kadam.journal.actions import record


def edit_details(*, person: Person, name: str, language: str, actor: Person, now: datetime) -> None:
    """Change the name and the language of mails and pages, and journal it; the same again changes nothing."""
    name = " ".join(name.split())
    if (name, language) == (person.name, person.language):
        return
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(name=name, language=language)
        record(DetailsEdited(subject_of(person)), actor=actor.code, now=now)
    person.name, person.language = name, language
