"""Is this instance well? Pages answer, the database is there, worker and scheduler show signs of life."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import DatabaseError

from kadam.journal import queries as journal

BACKGROUND = ["worker", "scheduler"]


def check(*, now: datetime) -> dict[str, Any]:
    """`ok`, and for pages, database, worker and scheduler "ok" or what is wrong. `now` is real time."""
    try:
        silent = journal.silent(BACKGROUND, now=now)
    except DatabaseError:
        return {"ok": False, "pages": "ok", "database": "does not answer"}
    parts = {name: "gives no sign of life" if name in silent else "ok" for name in BACKGROUND}
    return {"ok": not silent, "pages": "ok", "database": "ok", **parts}
