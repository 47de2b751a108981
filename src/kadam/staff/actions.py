"""What staff may set in motion here. What they decide about organisations and briefs are actions of those."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.transitions import StaleState
from kadam.payments.books import books_problems
from kadam.staff.events import BooksProved, DeliveriesRevived
from kadam.staff.policies import require_staff

PROBLEMS_KEPT = 20


def revive_deliveries(*, actor: Person, now: datetime) -> int:
    """Try every buried delivery again, and record who asked; how many. Raises NotStaff, StaleState when none is."""
    require_staff(actor)
    with transaction.atomic():
        count = journal.revive(now=now)
        if not count:
            raise StaleState
        journal.record(DeliveriesRevived("queue:journal", count), actor=actor.code, now=now)
    return count


def prove_books(*, actor: Person, now: datetime) -> list[str]:
    """Let the books prove themselves, and record who asked and what was found. Raises NotStaff."""
    require_staff(actor)
    found = books_problems()
    with transaction.atomic():
        journal.record(BooksProved("books:all", found[:PROBLEMS_KEPT]), actor=actor.code, now=now)
    return found
