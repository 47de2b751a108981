"""The hourly self-check of the books."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kadam.journal.actions import record
from kadam.payments.books import books_problems
from kadam.payments.events import BooksOutOfBalance


def check_books(*, now: datetime) -> list[str]:
    """Prove the books; what is wrong is recorded in the journal, for staff to be told."""
    found = books_problems()
    if found:
        with transaction.atomic():
            record(BooksOutOfBalance("books:all", found[:20]), now=now)
    return found
