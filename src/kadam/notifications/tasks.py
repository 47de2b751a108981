"""The clock of the post."""

from __future__ import annotations

from datetime import datetime, timedelta

from kadam.journal.registry import clock
from kadam.notifications import actions


@clock(every=timedelta(hours=6))
def forget_old_mails(now: datetime) -> int:
    """The words of mails sent long ago go."""
    return actions.forget_old_mails(now=now)
