"""The SQL that writes an entry, for each database. Called by `ledger.actions.post` alone.

Written by hand because the same move through an ORM costs a tenfold (docs/decisions/money.md). Each function
gives 1 when it wrote, 0 when the key stands with the same lines, -1 when it stands with other lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import connection
from django.db.backends.utils import CursorWrapper

from kadam.ledger.accounts import Name

Lines = Sequence[tuple[Name, int]]
Write = Callable[[str, str, datetime, str, Lines], int]


def on_postgresql(key: str, kind: str, at: datetime, memo: str, lines: Lines) -> int:
    """One call of the function that the migration made: one round trip."""
    names = [name for name, _ in lines]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ledger_post(%s, %s, %s, %s, %s::text[], %s::text[], %s::boolean[], %s::bigint[])",
            [
                *(key, kind, at, memo),
                *([n.text for n in names], [n.kind for n in names], [n.guarded for n in names]),
                [amount for _, amount in lines],
            ],
        )
        return int(cursor.fetchone()[0])


def on_sqlite(key: str, kind: str, at: datetime, memo: str, lines: Lines) -> int:
    """The same steps, safe because a writing transaction here has the database to itself (BEGIN IMMEDIATE)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM ledger_entry WHERE key = %s", [key])
        if found := cursor.fetchone():
            return 0 if _stands(cursor, found[0], lines) else -1
        ids = _accounts(cursor, lines)
        cursor.execute("SELECT COALESCE(MAX(id), 0) + 1 FROM ledger_entry")
        fresh = cursor.fetchone()[0]
        for name, amount in lines:
            if name.guarded:
                move = "UPDATE ledger_account SET balance_paise = balance_paise + %s WHERE id = %s"
                cursor.execute(move, [amount, ids[name.text]])
        rows = ", ".join(["(%s, %s, %s)"] * len(lines))
        values = [part for name, amount in lines for part in (fresh, ids[name.text], amount)]
        insert = f"INSERT INTO ledger_posting (entry_id, account_id, amount_paise) VALUES {rows}"  # noqa: S608
        cursor.execute(insert, values)
        cursor.execute(
            "INSERT INTO ledger_entry (id, key, kind, at, memo) VALUES (%s, %s, %s, %s, %s)",
            [fresh, key, kind, connection.ops.adapt_datetimefield_value(at), memo],
        )
        return 1


def _stands(cursor: CursorWrapper, entry: int, lines: Lines) -> bool:
    cursor.execute(
        "SELECT a.name, p.amount_paise FROM ledger_posting p"
        " JOIN ledger_account a ON a.id = p.account_id WHERE p.entry_id = %s",
        [entry],
    )
    return sorted(cursor.fetchall()) == sorted((name.text, amount) for name, amount in lines)


def _accounts(cursor: CursorWrapper, lines: Lines) -> dict[str, int]:
    names = [name for name, _ in lines]
    places = ", ".join(["%s"] * len(names))
    find = f"SELECT name, id FROM ledger_account WHERE name IN ({places})"  # noqa: S608  placeholders alone
    cursor.execute(find, [name.text for name in names])
    ids = dict(cursor.fetchall())
    for name in names:
        if name.text not in ids:
            cursor.execute(
                "INSERT INTO ledger_account (name, kind, guarded, balance_paise) VALUES (%s, %s, %s, 0)",
                [name.text, name.kind, name.guarded],
            )
            ids[name.text] = cursor.lastrowid
    return ids


POST: dict[str, Write] = {"sqlite": on_sqlite, "postgresql": on_postgresql}
