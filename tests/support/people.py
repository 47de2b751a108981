"""People for tests, made as in real use."""

from __future__ import annotations

import itertools
from datetime import date, datetime

from kadam.identity import actions
from kadam.identity.models import Person
from kadam.kit import clock

PASSWORD = "correct horse battery"
_numbers = itertools.count(1)


def make_person(
    name: str = "Asha Rao",
    email: str | None = None,
    staff: bool = False,
    *,
    born_on: date = date(2001, 5, 14),
    language: str = "en",
    purposes: tuple[str, ...] = (),
    now: datetime | None = None,
) -> Person:
    """An adult with a verified address who agreed to the notice and signs in with PASSWORD; staff if asked."""
    now = now or clock.now()
    email = email or f"{name.lower().replace(' ', '.')}.{next(_numbers)}@example.org"
    person = actions.sign_up(
        email=email,
        name=name,
        born_on=born_on,
        password=PASSWORD,
        language=language,
        purposes=purposes,
        now=now,
    )
    actions.verify_email(person=person, now=now)
    if staff:
        actions.appoint_staff(person=person, actor=None, now=now)
    return person
