"""What staff do that belongs to no capability below. Subjects are "queue:journal" and "books:all"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DeliveriesRevived:
    """Deliveries that were given up are tried again."""

    subject: str
    count: int


@dataclass(frozen=True)
class BooksProved:
    """Somebody asked the books to prove themselves; `problems` is empty when they did."""

    subject: str
    problems: list[str]
