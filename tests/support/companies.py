"""Organisations for tests, made as in real use."""

from __future__ import annotations

import itertools
from datetime import datetime
from typing import Any

from kadam.identity.models import Person
from kadam.kit import clock
from kadam.organizations import actions
from kadam.organizations.actions.proving import prove_domain, submit_verification
from kadam.organizations.actions.verifying import approve_verification
from kadam.organizations.identifiers import ALPHABET
from kadam.organizations.models import Organization
from tests.support.people import make_person

_numbers = itertools.count(1)


def gstin(number: int = 1, state: str = "29") -> str:
    """A well-formed GSTIN of no real company, another for each number."""
    body = f"{state}AAKCS{1000 + number % 9000:04}C{ALPHABET[1 + number // 9000]}Z"
    total = 0
    for place, letter in enumerate(body):
        product = ALPHABET.index(letter) * (1 + place % 2)
        total += product // 36 + product % 36
    return body + ALPHABET[-total % 36]


def make_company(
    owner: Person | None = None,
    verified: bool = True,
    name: str = "",
    *,
    now: datetime | None = None,
    **facts: Any,
) -> Organization:
    """A company of `owner` (a new person if none), with a GSTIN; proved and approved unless told otherwise."""
    return _make(
        "company", owner, verified, name or "Meridian Foods", now, {"gstin": gstin(next(_numbers)), **facts}
    )


def make_university(
    owner: Person | None = None,
    verified: bool = True,
    name: str = "",
    *,
    now: datetime | None = None,
    **facts: Any,
) -> Organization:
    """A university of `owner`, with an AISHE code; proved and approved unless told otherwise."""
    code = f"U-{next(_numbers):04}"
    return _make("university", owner, verified, name or "Kaveri University", now, {"aishe": code, **facts})


def add_member(organization: Organization, person: Person | None = None, role: str = "recruiter") -> Person:
    """A member in one role, through an invitation: `person`, or somebody new."""
    person = person or make_person(name=f"{role.replace('_', ' ').title()} Nair")
    now, owner = clock.now(), owner_of(organization)
    invitation = actions.invite_member(organization, email=person.email, role=role, actor=owner, now=now)
    actions.accept_invitation(invitation, actor=person, now=now)
    return person


def owner_of(organization: Organization) -> Person:
    """The owner who has been one longest."""
    return organization.memberships.filter(role="owner").order_by("since", "id")[0].person


def verify(organization: Organization, *, now: datetime | None = None) -> Organization:
    """Prove a domain, send in, approve by a new member of staff."""
    now, owner = now or clock.now(), owner_of(organization)
    if not organization.domain_proved_at:
        prove_domain(organization, domain=owner.email.partition("@")[2], actor=owner, now=now)
    submit_verification(organization, actor=owner, now=now)
    return approve_verification(organization, actor=make_person(name="Staff Sen", staff=True), now=now)


def _make(
    kind: str, owner: Person | None, verified: bool, name: str, now: datetime | None, facts: dict[str, Any]
) -> Organization:
    now, number = now or clock.now(), next(_numbers)
    owner = owner or make_person(name="Meera Iyer", email=f"meera.{number}@company-{number}.example")
    facts = {"city": "Bengaluru", "industry": "Food processing", "size": "11-50 people", **facts}
    if kind == "university":
        facts = {**facts, "industry": "", "size": ""}
    made = actions.create_organization(kind=kind, name=name, actor=owner, now=now, **facts)
    return verify(made, now=now) if verified else made
