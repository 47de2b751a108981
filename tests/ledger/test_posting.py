"""One entry a real event: balanced, once, never overdrawn."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from kadam.ledger import accounts, queries
from kadam.ledger.actions import InsufficientFunds, KeyReused, Unbalanced, post
from kadam.ledger.models import Account, Entry, Posting

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
OUTSIDE, HELD, OWED = accounts.outside("sandbox"), accounts.held("h1"), accounts.owed("asha")


def fund(key: str = "in", paise: int = 600000) -> bool:
    with transaction.atomic():
        return post(
            key=key, kind="funded", lines=[(OUTSIDE, -paise), (HELD, paise)], at=NOW, memo="set aside"
        )


def nothing_written() -> bool:
    return not (Entry.objects.exists() or Posting.objects.exists() or Account.objects.exists())


@pytest.mark.django_db
def test_an_entry_moves_money_between_accounts():
    assert fund() is True
    assert queries.balance(HELD) == 600000
    assert queries.balance(OUTSIDE) == -600000
    assert queries.balance(OWED) == 0
    entry = Entry.objects.get()
    assert (entry.key, entry.kind, entry.at, entry.memo) == ("in", "funded", NOW, "set aside")
    assert [(b.kind, b.accounts, b.paise) for b in queries.trial_balance()] == [
        ("held", 1, 600000),
        ("outside", 1, -600000),
    ]
    assert queries.problems() == []


@pytest.mark.django_db
def test_the_same_key_with_the_same_lines_is_written_once():
    fund()
    assert fund() is False
    assert queries.balance(HELD) == 600000
    assert Posting.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("lines", [
    [(OUTSIDE, -600001), (HELD, 600001)],
    [(OUTSIDE, -600000), (OWED, 600000)],
    [(OUTSIDE, -600000), (HELD, 500000), (OWED, 100000)],
])  # fmt: skip
def test_the_same_key_with_other_lines_is_refused(lines):
    fund()
    with pytest.raises(KeyReused), transaction.atomic():
        post(key="in", kind="funded", lines=lines, at=NOW)
    assert queries.balance(HELD) == 600000
    assert Entry.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("lines", [
    [],
    [(HELD, 0)],
    [(OUTSIDE, -5), (HELD, 4)],
    [(OUTSIDE, -5), (HELD, 5), (OWED, 0)],
    [(OUTSIDE, -5), (HELD, 2), (HELD, 3)],
])  # fmt: skip
def test_lines_that_are_no_double_entry_are_refused(lines):
    with pytest.raises(Unbalanced), transaction.atomic():
        post(key="x", kind="funded", lines=lines, at=NOW)
    assert nothing_written()


@pytest.mark.django_db
def test_a_guarded_account_cannot_be_overdrawn():
    fund()
    with pytest.raises(InsufficientFunds), transaction.atomic():
        post(key="out", kind="released", lines=[(HELD, -600001), (OWED, 600001)], at=NOW)
    assert queries.balance(HELD) == 600000
    assert Entry.objects.count() == 1
    assert queries.problems() == []


@pytest.mark.django_db(transaction=True)
def test_an_overdraft_that_is_swallowed_leaves_nothing_behind():
    with transaction.atomic(), suppress(InsufficientFunds):
        post(key="out", kind="released", lines=[(HELD, -1), (OWED, 1)], at=NOW)
    assert nothing_written()


@pytest.mark.django_db
def test_an_account_may_be_emptied_to_the_last_paisa():
    fund()
    with transaction.atomic():
        post(key="out", kind="released", lines=[(HELD, -600000), (OWED, 600000)], at=NOW)
    assert queries.balance(HELD) == 0
    assert queries.balances("owed") == {"owed:asha": 600000}
    assert queries.balances("held") == {}


@pytest.mark.django_db(transaction=True)
def test_posting_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        post(key="in", kind="funded", lines=[(OUTSIDE, -1), (HELD, 1)], at=NOW)


@pytest.mark.django_db
def test_an_entry_is_one_statement_on_postgresql_and_a_handful_on_sqlite(django_assert_max_num_queries):
    fund()
    with django_assert_max_num_queries(3 if connection.vendor == "postgresql" else 10), transaction.atomic():
        post(key="out", kind="released", lines=[(HELD, -1), (OWED, 1)], at=NOW)


RAW = [
    "UPDATE ledger_entry SET memo = 'other'",
    "DELETE FROM ledger_entry",
    "UPDATE ledger_posting SET amount_paise = amount_paise + 1",
    "DELETE FROM ledger_posting",
    "DELETE FROM ledger_account",
    "UPDATE ledger_account SET name = 'held:other' WHERE kind = 'held'",
    "UPDATE ledger_account SET balance_paise = -1 WHERE kind = 'held'",
    "INSERT INTO ledger_posting (entry_id, account_id, amount_paise)"
    " SELECT e.id, a.id, 5 FROM ledger_entry e, ledger_account a LIMIT 1",
    "INSERT INTO ledger_entry (key, kind, at, memo) VALUES ('empty', 'x', '2026-11-23 06:30:00', '')",
]


@pytest.mark.django_db
@pytest.mark.parametrize("sql", RAW)
def test_the_database_refuses_to_touch_what_is_written(sql):
    fund()
    before = list(Posting.objects.order_by("id").values_list("entry_id", "account_id", "amount_paise"))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert (
        list(Posting.objects.order_by("id").values_list("entry_id", "account_id", "amount_paise")) == before
    )
    assert queries.problems() == []


@pytest.mark.django_db(transaction=True)
def test_emptying_a_table_at_once_is_refused_too():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE; its DELETE is refused above")
    fund()
    for table in ("ledger_posting", "ledger_entry", "journal_event"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table} CASCADE")
    assert Posting.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_an_unbalanced_entry_cannot_be_committed_even_by_hand():
    fund()
    account = Account.objects.get(kind="outside").pk
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO ledger_posting (entry_id, account_id, amount_paise) VALUES (77, {account}, 5)"
        )
        cursor.execute(
            "INSERT INTO ledger_entry (id, key, kind, at, memo) VALUES (77, 'k', 'x', '2026-11-23 06:30:00', '')"
        )
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:  # at commit
        cursor.execute(
            f"INSERT INTO ledger_posting (entry_id, account_id, amount_paise) VALUES (78, {account}, 5)"
        )
    assert Posting.objects.count() == 2


@pytest.mark.django_db
def test_the_self_check_sees_a_balance_that_drifted():
    fund()
    Account.objects.filter(kind="held").update(balance_paise=1)
    assert queries.problems() == ["Account held:h1 keeps 1 paise; its postings sum to 600000."]


@pytest.mark.django_db
def test_the_self_check_sees_that_a_guard_is_gone():
    with connection.cursor() as cursor:
        on = " ON ledger_entry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER ledger_entry_no_delete{on}")
    assert queries.problems() == ["The database lost its guards: ledger_entry_no_delete."]
