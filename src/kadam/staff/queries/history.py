"""The journal as a person reads it: sentences, names, amounts, moments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kadam.identity.models import Person
from kadam.journal import queries as journal
from kadam.journal.models import Event
from kadam.kit.money import rupees_exact
from kadam.kit.paging import Page
from kadam.kit.words import moment
from kadam.staff.words import SUBJECTS, label, sentence, subject_name

PEOPLE = ("person",)  # fields of events that hold the code of a person
NOISE = ("notifications.MailOwed",)  # each stands beside the event that caused it
TEXT_MAX = 300


@dataclass(frozen=True)
class Detail:
    """One value of an event. `href` leads to the journal of what it names; empty where it names nothing."""

    name: str
    value: str
    href: str = ""


@dataclass(frozen=True)
class Line:
    """One event. `actor` is empty when a clock or the provider acted."""

    code: str
    at: datetime
    what: str
    actor: str
    actor_href: str
    subject: str
    subject_href: str
    details: Sequence[Detail]
    problems: Sequence[str]


def events_of(subject: str, cursor: str | None = None, size: int = 50) -> Page[Line]:
    """What happened to one thing, newest first. Two queries."""
    return _read(journal.events_page(subject, cursor, size))


def acts(person_code: str, cursor: str | None = None, size: int = 50) -> Page[Line]:
    """What one person did, newest first. Two queries."""
    return _read(journal.acts_page(person_code, cursor, size))


def recent(cursor: str | None = None, size: int = 50) -> Page[Line]:
    """Everything that happened but the writing of mails, newest first. Two queries."""
    return _read(journal.recent_page(cursor, size, without=NOISE))


def address(subject: str) -> str:
    """Where the journal of a thing is read."""
    return reverse("staff:journal", kwargs={"subject": subject})


def _read(page: Page[Event]) -> Page[Line]:
    names = _names(page.rows)
    return Page([_line(row, names) for row in page.rows], page.next_cursor)


def _names(rows: Iterable[Event]) -> dict[str, str]:
    """The names behind every person's code in these events. One query."""
    codes = {code for row in rows for code in _codes(row)}
    return dict(Person.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}


def _codes(row: Event) -> Iterator[str]:
    if row.actor:
        yield row.actor
    yield from (row.data[name] for name in PEOPLE if isinstance(row.data.get(name), str))
    kind, _colon, code = row.subject.partition(":")
    if kind == "person":
        yield code


def _line(row: Event, names: dict[str, str]) -> Line:
    kind, _colon, code = row.subject.partition(":")
    subject = f"{SUBJECTS['person']} {names[code]}" if kind == "person" and code in names else ""
    return Line(
        code=row.code,
        at=row.at,
        what=sentence(row.kind),
        actor=names.get(row.actor, row.actor),
        actor_href=address(f"person:{row.actor}") if row.actor else "",
        subject=subject or subject_name(row.subject),
        subject_href=address(row.subject),
        details=[_detail(name, value, names) for name, value in row.data.items() if _is_told(name, value)],
        problems=row.data.get("problems") or (),
    )


def _is_told(name: str, value: Any) -> bool:
    return name != "problems" and value not in ("", [], None)


def _detail(name: str, value: Any, names: dict[str, str]) -> Detail:
    text = str(value)
    if name in PEOPLE:
        return Detail(label(name), names.get(text, text), address(f"person:{text}"))
    if name in SUBJECTS:
        return Detail(label(name), text, address(f"{name}:{text}"))
    if name == "reference":
        return Detail(label(name), subject_name(text), address(text))
    return Detail(label(name), _spoken(name, value))


def _spoken(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name.endswith("_paise"):
        return rupees_exact(value)
    if name.endswith("_at"):
        return moment(datetime.fromisoformat(value))
    if isinstance(value, list):
        return ", ".join(label(one).lower() if name == "fields" else str(one) for one in value)
    if name.endswith("_sha256"):
        return f"{value[:8]}…{value[-4:]}"
    return str(value)[:TEXT_MAX]
