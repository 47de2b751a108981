"""Reading the books, and proving them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Sum

from kadam.ledger.accounts import Name
from kadam.ledger.models import Account, Entry, Posting

TRIGGERS = frozenset(
    {
        "ledger_entry_balances",
        "ledger_posting_joins_no_sealed_entry",
        *(f"ledger_{table}_no_{verb}" for table in ("entry", "posting") for verb in ("update", "delete")),
        "ledger_account_no_delete",
        "ledger_account_no_rename",
    }
)


UNBALANCED = """
SELECT e.key, SUM(p.amount_paise), COUNT(p.id) FROM ledger_entry e
LEFT JOIN ledger_posting p ON p.entry_id = e.id GROUP BY e.id, e.key
HAVING COALESCE(SUM(p.amount_paise), 1) <> 0 OR COUNT(p.id) < 2 LIMIT %s
"""
DRIFTED = """
SELECT a.name, a.balance_paise, SUM(p.amount_paise) FROM ledger_account a
LEFT JOIN ledger_posting p ON p.account_id = a.id WHERE a.guarded GROUP BY a.id, a.name, a.balance_paise
HAVING a.balance_paise <> COALESCE(SUM(p.amount_paise), 0) LIMIT %s
"""
ORPHANS = """
SELECT COUNT(*) FROM ledger_posting p WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = p.entry_id)
"""


@dataclass(frozen=True)
class Balance:
    """What one kind of account holds in all, in how many accounts."""

    kind: str
    accounts: int
    paise: int


def balance(name: Name) -> int:
    """What the account holds, in paise; 0 for one nothing was ever posted to. One query."""
    if name.guarded:
        return Account.objects.filter(name=name.text).values_list("balance_paise", flat=True).first() or 0
    return Posting.objects.filter(account__name=name.text).aggregate(total=Sum("amount_paise"))["total"] or 0


def is_posted(key: str) -> bool:
    """Whether the real event of that name stands in the books."""
    return Entry.objects.filter(key=key).exists()


def balances(kind: str) -> dict[str, int]:
    """Every guarded account of a kind that holds something, by its text. One query."""
    rows = Account.objects.filter(kind=kind, guarded=True).exclude(balance_paise=0)
    return dict(rows.values_list("name", "balance_paise"))


def trial_balance() -> list[Balance]:
    """The sum of all postings for each kind of account; the sums add up to zero."""
    rows = _rows(
        "SELECT a.kind, COUNT(DISTINCT a.id), SUM(p.amount_paise) FROM ledger_posting p"
        " JOIN ledger_account a ON a.id = p.account_id GROUP BY a.kind ORDER BY a.kind"
    )
    return [Balance(str(kind), int(accounts), int(paise)) for kind, accounts, paise in rows]


def problems(limit: int = 20) -> list[str]:
    """What is wrong with the books, a sentence each; empty when they prove themselves."""
    found = [
        f"Entry {key} sums to {int(total or 0)} paise over {lines} lines, not to zero."
        for key, total, lines in _rows(UNBALANCED, limit)
    ]
    found += [
        f"Account {name} keeps {kept} paise; its postings sum to {int(total or 0)}."
        for name, kept, total in _rows(DRIFTED, limit)
    ]
    orphans = _rows(ORPHANS)[0][0]
    found += [f"{orphans} postings belong to no entry."] if orphans else []
    missing = sorted(TRIGGERS - _triggers())
    return found + ([f"The database lost its guards: {', '.join(missing)}."] if missing else [])


def _triggers() -> set[str]:
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'",
    }
    return {str(row[0]) for row in _rows(catalogue[connection.vendor])}


def _rows(sql: str, *values: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
