"""`kadam books`, and the hourly self-check."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from kadam.journal.models import Event
from kadam.ledger.models import Account
from kadam.payments import actions
from kadam.payments.models import Funding, Hold, Payout, Refund
from tests.support.companies import make_company
from tests.support.payments import assert_books_balance, make_holds
from tests.support.people import make_person

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def books(*options: str) -> tuple[int, str]:
    """Exit status and output."""
    out = StringIO()
    try:
        call_command("books", *options, stdout=out)
    except SystemExit as end:
        return int(end.code), out.getvalue()
    return 0, out.getvalue()


def some_money() -> None:
    first, second, _third = make_holds(make_company(), 600000, 400000, 500000, now=NOW)
    actions.release(first, payee=make_person(), actor=None, now=NOW)
    actions.refund(second, reason="x", actor=None, now=NOW)


def test_empty_books_balance():
    assert books() == (0, f"{'sum':<29} {'₹0.00':>22}\nEverything balances.\n")


def test_the_trial_balance_for_people_and_for_programs():
    some_money()
    status, text = books()
    assert status == 0
    assert "₹5,000.00" in text
    assert "-₹15,000.00" in text
    status, text = books("--json")
    answer = json.loads(text)
    assert status == 0
    assert answer["accounts"]["held"] == {"accounts": 3, "paise": 500000}
    assert (answer["balances"], answer["total_paise"], answer["problems"]) == (True, 0, [])
    assert_books_balance()


@pytest.mark.parametrize("spoil", [
    lambda: Account.objects.filter(kind="held").update(balance_paise=1),
    lambda: Hold.objects.filter(state="held").update(amount_paise=500001),
    lambda: Hold.objects.filter(state="held").update(state="released", settled_at=NOW),
    lambda: Payout.objects.update(amount_paise=1),
    lambda: Payout.objects.update(state="paid", paid_at=NOW),
    lambda: Refund.objects.update(amount_paise=1),
    lambda: Refund.objects.update(state="done", done_at=NOW),
    lambda: Funding.objects.update(amount_paise=1500001),
    lambda: Hold.objects.filter(state="released").update(fee_paise=1),
])  # fmt: skip
def test_whatever_does_not_fit_is_found(spoil):
    some_money()
    spoil()
    status, text = books("--json")
    assert status == 1
    assert json.loads(text)["problems"]
    assert books()[0] == 1


def test_the_hourly_check_tells_staff_through_the_journal():
    some_money()
    assert actions.check_books(now=NOW) == []
    assert not Event.objects.filter(kind="payments.BooksOutOfBalance").exists()
    Payout.objects.update(amount_paise=1)
    assert actions.check_books(now=NOW)
    assert Event.objects.get(kind="payments.BooksOutOfBalance").data["problems"]
