"""The clock of uploads."""

from __future__ import annotations

from datetime import datetime, timedelta

from kadam.files.actions import remove_orphans
from kadam.journal.registry import clock


@clock(every=timedelta(hours=1))
def sweep_orphans(now: datetime) -> None:
    """Remove bytes that no row speaks for."""
    remove_orphans(now=now)
