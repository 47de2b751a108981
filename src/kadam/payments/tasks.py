"""The clocks of money."""

from __future__ import annotations

from datetime import datetime, timedelta

from kadam.journal.registry import clock
from kadam.payments import actions


@clock(every=timedelta(minutes=1))
def ask_provider(now: datetime) -> None:
    """Heal lost webhooks: what is stuck over two minutes is asked for."""
    actions.reconcile(now=now)


@clock(every=timedelta(minutes=10))
def expire_fundings(now: datetime) -> None:
    """Stop asking for money that nobody paid in time."""
    actions.expire_overdue(now=now)


@clock(every=timedelta(hours=1))
def prove_books(now: datetime) -> None:
    """The books prove themselves, or staff hear of it."""
    actions.check_books(now=now)
