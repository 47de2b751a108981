"""The clock of accounts."""

from __future__ import annotations

from datetime import datetime, timedelta

from kadam.identity.actions import close_account
from kadam.identity.queries import due_to_close
from kadam.journal.registry import clock


@clock(every=timedelta(minutes=10))
def close_accounts(now: datetime) -> int:
    """Close the accounts whose day has come; how many."""
    return sum(close_account(person=person, actor=None, now=now) for person in due_to_close(now=now))
