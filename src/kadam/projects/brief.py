"""A brief as plain values: what the linter reads, what pages show, what a pitch answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

TEXTS = ("title", "outcome", "deliverable", "deliverable_format", "context", "materials", "ai_note")


class Line(NamedTuple):
    """One criterion or question; `id` is its row, 0 where there is none yet."""

    id: int
    text: str


class Tag(NamedTuple):
    """One skill."""

    slug: str
    name: str


@dataclass(frozen=True)
class Brief:
    """The text of a project. Pay is paise a seat, days count from kick-off."""

    title: str = ""
    family: str = ""
    outcome: str = ""
    deliverable: str = ""
    deliverable_format: str = ""
    context: str = ""
    materials: str = ""
    criteria: tuple[Line, ...] = ()
    questions: tuple[Line, ...] = ()
    skills: tuple[Tag, ...] = ()
    hours: int = 20
    pay_paise: int = 0
    seats: int = 1
    first_timer_seats: int = 0
    due_days: int = 14
    starts_on: date | None = None
    city: str = ""
    ai_rule: str = "disclose"
    ai_note: str = ""
    under_nda: bool = False

    @property
    def cost_paise(self) -> int:
        """What all seats together are paid."""
        return self.pay_paise * self.seats

    def texts(self) -> Iterator[tuple[str, str]]:
        """(field, words) of everything written in it; criteria and questions are numbered from 1."""
        yield from ((name, getattr(self, name)) for name in TEXTS)
        yield from ((f"criterion_{n}", line.text) for n, line in enumerate(self.criteria, 1))
        yield from ((f"question_{n}", line.text) for n, line in enumerate(self.questions, 1))
