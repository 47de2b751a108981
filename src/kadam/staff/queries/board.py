"""What waits for staff, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kadam.ledger.queries import Balance, trial_balance
from kadam.organizations.queries import QueueRow, verification_queue
from kadam.projects.queries import ReviewRow, review_queue
from kadam.staff.queries.history import Line, events_of
from kadam.staff.queries.machine import Machine, machine


@dataclass(frozen=True)
class BooksState:
    """The trial balance, and what the latest checks found, newest first."""

    balances: Sequence[Balance]
    checks: Sequence[Line]

    @property
    def total_paise(self) -> int:
        """The sum of all accounts; anything but zero is wrong."""
        return sum(one.paise for one in self.balances)

    @property
    def problems(self) -> Sequence[str]:
        """What the latest check found; empty also when none was ever recorded."""
        return self.checks[0].problems if self.checks else ()

    @property
    def is_sound(self) -> bool:
        """Nothing speaks against the books."""
        return not self.problems and not self.total_paise


@dataclass(frozen=True)
class Board:
    """Everything that waits for staff."""

    verifications: Sequence[QueueRow]
    briefs: Sequence[ReviewRow]
    machine: Machine
    books: BooksState


def board(*, now: datetime, real_now: datetime) -> Board:
    """Queues, machine and books in seven queries. `real_now` is the clock of the machine, never a demo's."""
    return Board(verification_queue(), review_queue(), machine(now=now, real_now=real_now), books_state())


def books_state() -> BooksState:
    """The books as they stand. Three queries."""
    return BooksState(trial_balance(), events_of("books:all", size=10).rows)
