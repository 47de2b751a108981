"""Projects for tests, through the same actions as in real use: drafted, read by staff, paid, opened."""

from __future__ import annotations

import itertools
from datetime import datetime
from typing import Any

from kadam.identity.models import Person
from kadam.kit import clock
from kadam.organizations.models import Organization
from kadam.payments.actions import pay_in_practice
from kadam.payments.models import Funding
from kadam.payments.queries import funding_for
from kadam.projects import actions, queries
from kadam.projects.models import Project
from tests.support.companies import make_company, owner_of
from tests.support.people import make_person
from tests.support.skills_builders import skills

_numbers = itertools.count(1)

GOOD: dict[str, Any] = {
    "family": "market-research",
    "title": "Map 40 competitors of a cold-chain start-up",
    "outcome": "We will know where to open next, and against whom.",
    "deliverable": "One spreadsheet with a four-page brief",
    "deliverable_format": "XLSX and PDF",
    "context": "We move vaccines and ice cream in three states and want a fourth.",
    "materials": "Our list of 12 known competitors, and a call with the founder on day one.",
    "criteria": [
        "40 companies, each with city, fleet and price source",
        "Every source is linked and opens without a sign-in",
        "The brief names 3 openings, with reasons",
    ],
    "questions": [
        "Which two sources would you trust for fleet sizes, and why?",
        "How would you find the price of a competitor that publishes none?",
    ],
    "hours": 24,
    "pay_paise": 6_000_00,
    "due_days": 14,
    "ai_rule": "disclose",
}


def make_draft(
    company: Organization | None = None,
    *,
    actor: Person | None = None,
    now: datetime | None = None,
    **fields: Any,
) -> Project:
    """A brief that the linter lets pass, still a draft. `fields` replace those of GOOD; `skills` are slugs."""
    company, now = company or make_company(), now or clock.now()
    actor = actor or owner_of(company)
    project = actions.draft_project(organization=company, template="", actor=actor, now=now)
    wanted = list(fields.pop("skills", ["ms-excel"]))
    skills(*wanted)
    return actions.edit_brief(project, actor=actor, now=now, skills=wanted, **(GOOD | fields))


def make_submitted(
    company: Organization | None = None, *, now: datetime | None = None, **fields: Any
) -> Project:
    """A brief that was sent on: in review for a company's first, else waiting for its money."""
    project = make_draft(company, now=now, **fields)
    return actions.submit_brief(project, actor=owner_of(project.organization), now=now or clock.now())


def make_awaiting_funds(
    company: Organization | None = None, *, now: datetime | None = None, **fields: Any
) -> Project:
    """A project whose money was asked for."""
    project = make_submitted(company, now=now, **fields)
    if project.state == "in_review":
        actions.pass_review(project, actor=make_person(name="Staff Sen", staff=True), now=now or clock.now())
    return project


def make_open_project(
    company: Organization | None = None, seats: int = 1, *, now: datetime | None = None, **fields: Any
) -> Project:
    """A project that takes pitches, paid for through the in-process provider. Opened at `now`, or at the present.

    A new company may set aside ₹10,000 in all: with several seats the fee is made small enough unless given.
    """
    fields = _within_budget(seats, fields)
    project = make_awaiting_funds(company, seats=seats, now=now, **fields)
    pay_in_practice(funding_of(project), now=now or clock.now())
    return queries.fresh(project)


def make_trusted_company(
    company: Organization | None = None, *, now: datetime | None = None, **facts: Any
) -> Organization:
    """A company that has completed a project: no staff review, no limits of a new one."""
    now = now or clock.now()
    company = company or make_company(now=now, **facts)
    project = make_open_project(company, now=now)
    seat = actions.reserve_seat(project, now=now)
    actions.take_seat(seat, now=now)
    actions.settle_seat(seat, now=now)
    return company


def funding_of(project: Project) -> Funding:
    """The newest request for the project's money."""
    funding = funding_for(f"project:{project.code}")
    assert funding is not None, "no money was asked for"
    return funding


def _within_budget(seats: int, fields: dict[str, Any]) -> dict[str, Any]:
    if seats == 1 or "pay_paise" in fields:
        return fields
    return {"hours": 5, "pay_paise": 1_000_00} | fields
