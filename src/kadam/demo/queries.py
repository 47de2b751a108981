"""The people a visitor of the demo can be."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from kadam.demo import corpus
from kadam.identity.models import Person
from kadam.organizations.queries import memberships_of


@dataclass(frozen=True)
class Persona:
    """One of them. `hat` is what the header shows on arrival: "student", "staff", or an organisation's code."""

    key: str
    name: str
    title: str
    line: str
    kind: str
    person: Person
    hat: str


def personas() -> list[Persona]:
    """All of them, in the order of the page; those that were not loaded are left out. One query."""
    rows = corpus.personas()
    people = {
        person.email: person for person in Person.objects.filter(email__in=[row["email"] for row in rows])
    }
    return [_persona(row, people[row["email"]]) for row in rows if row["email"] in people]


def _persona(row: corpus.Row, person: Person, hat: str = "") -> Persona:
    return Persona(row["key"], row["name"], row["title"], row["line"], row["hat"], person, hat)


def get_persona(key: str) -> Persona:
    """One persona with the hat to wear. Raises Http404."""
    row = next((row for row in corpus.personas() if row["key"] == key), None)
    person = Person.objects.filter(email=row["email"]).first() if row else None
    if row is None or person is None:
        raise Http404
    organizations = memberships_of(person)
    hat = row["hat"] if row["hat"] in {"student", "staff"} else organizations[0].organization_code
    return _persona(row, person, hat)
