"""Lets the emptying of tables between tests pass the triggers that refuse deletion, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations


@contextmanager
def guards_down() -> Iterator[None]:
    """The triggers of this database sleep for a while."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = origin")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


def make_flushable(patch: pytest.MonkeyPatch) -> None:
    """Wrap Django's emptying of all tables, which transactional tests do after each test."""
    empty = BaseDatabaseOperations.execute_sql_flush

    def flush(self: BaseDatabaseOperations, sql_list: Sequence[Any]) -> None:
        with guards_down():
            empty(self, sql_list)

    patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush)
