"""Anything on the instance by what staff have in hand: a name, an address, a code, an id of the provider."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import CharField, F, Model, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from kadam.applications.models import Application
from kadam.engagements.models import Engagement
from kadam.files.models import StoredFile
from kadam.identity.models import Person
from kadam.kit.codes import ALPHABET, LENGTH
from kadam.organizations.models import Organization
from kadam.organizations.queries import search_organizations
from kadam.payments.models import Funding, Hold, Payout, Refund
from kadam.profiles.models import Profile
from kadam.projects.models import Project
from kadam.staff.queries.history import address
from kadam.staff.words import SUBJECTS

LIMIT = 20  # of each kind
CODE = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")
PROVIDER_ID = re.compile(r"[a-z]{2,12}_[A-Za-z0-9_]{3,60}")  # order_…, pay_…, trf_…, rfnd_…

# kind, model, its title, a line under it, its state ("" where it has none)
PUBLIC: tuple[tuple[str, type[Model], str, str, str], ...] = (
    ("person", Person, "name", "email", ""),
    ("organization", Organization, "name", "city", "verification"),
    ("project", Project, "title", "organization__name", "state"),
    ("application", Application, "project__title", "student__person__name", "state"),
    ("engagement", Engagement, "project__title", "student__person__name", "state"),
    ("profile", Profile, "person__name", "institution", ""),
    ("file", StoredFile, "name", "owner__name", "state"),
    ("funding", Funding, "title", "payer__name", "state"),
    ("hold", Hold, "funding__title", "funding__payer__name", "state"),
    ("payout", Payout, "hold__funding__title", "payee__name", "state"),
    ("refund", Refund, "hold__funding__title", "hold__funding__payer__name", "state"),
)
AT_PROVIDER = {
    "funding": ("order_id", "payment_id", "failed_payment_id"),
    "payout": ("transfer_id",),
    "refund": ("refund_id",),
}


@dataclass(frozen=True)
class Found:
    """One thing. `href` is its own page in the console, or its journal where it has none."""

    kind: str
    kind_name: str
    code: str
    title: str
    text: str
    state: str
    href: str
    journal: str


def search(text: str) -> list[Found]:
    """What `text` names: a code or "project:CODE", an id of the provider, else words. At most three queries."""
    word = text.strip()
    kind, colon, rest = word.partition(":")
    if colon and kind in SUBJECTS:
        word = rest.strip()
    if CODE.fullmatch(word.lower()):
        return _by_code(word.lower())
    if PROVIDER_ID.fullmatch(word):
        return _by_provider_id(word)
    return _by_words(word) if word else []


def thing(subject: str) -> Found | None:
    """What a subject of the journal is called; None for what has no row of its own. One query."""
    kind, _colon, code = subject.partition(":")
    source = next((one for one in PUBLIC if one[0] == kind), None)
    if source is None:
        return None
    row = _columns(*source).filter(code=code).first()
    return _found(row) if row else None


def _by_code(code: str) -> list[Found]:
    """One query over every kind of thing."""
    first, *others = [_columns(*source).filter(code=code) for source in PUBLIC]
    return [_found(row) for row in first.union(*others, all=True)]


def _by_provider_id(number: str) -> list[Found]:
    """One query over everything the provider has a name for."""
    first, *others = [
        _columns(*source).filter(_one_of(AT_PROVIDER[source[0]], number))
        for source in PUBLIC
        if source[0] in AT_PROVIDER
    ]
    return [_found(row) for row in first.union(*others, all=True)]


def _one_of(fields: Sequence[str], value: str) -> Q:
    condition = Q()
    for field in fields:
        condition |= Q(**{field: value})
    return condition


def _by_words(word: str) -> list[Found]:
    """People by name or address, organisations by name, domain or number, projects by title. Three queries."""
    sources = {source[0]: source for source in PUBLIC}
    people = _columns(*sources["person"]).filter(Q(name__icontains=word) | Q(email__icontains=word))
    projects = _columns(*sources["project"]).filter(title__icontains=word)
    bodies = [
        ("organization", row.code, row.name, row.city, row.verification)
        for row in search_organizations(word, LIMIT)
    ]
    rows = [*people.order_by("name", "id")[:LIMIT], *bodies, *projects.order_by("-id")[:LIMIT]]
    return [_found(row) for row in rows]


def _columns(
    kind: str, model: type[Model], title: str, text: str, state: str
) -> QuerySet[Model, tuple[str, ...]]:
    """(kind, code, title, text, state) of every row, under names no model has, so that kinds can be united."""
    words = {"found_title": title, "found_text": text, "found_state": state}
    columns = {name: Cast(F(path) if path else Value(""), CharField()) for name, path in words.items()}
    rows = model._base_manager.annotate(found_kind=Cast(Value(kind), CharField()), **columns)
    return rows.order_by().values_list("found_kind", "code", "found_title", "found_text", "found_state")


def _found(row: Sequence[str]) -> Found:
    kind, code, title, text, state = row
    journal = address(f"{kind}:{code}")
    return Found(
        kind,
        str(SUBJECTS[kind]),
        code,
        title or code,
        text or "",
        (state or "").replace("_", " "),
        _page(kind, code, state) or journal,
        journal,
    )


def _page(kind: str, code: str, state: str) -> str:
    """Its own page in the console; a draft is its company's alone."""
    if kind == "organization":
        return reverse("staff:organization", kwargs={"code": code})
    if kind == "project" and state not in {"draft", "cancelled"}:
        return reverse("staff:brief", kwargs={"code": code})
    return ""
