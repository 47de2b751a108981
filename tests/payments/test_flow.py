"""The story of a seat's money, from the company's bank to the student's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kadam.ledger import accounts
from kadam.ledger.queries import balance
from kadam.payments import actions
from tests.support.companies import make_company
from tests.support.payments import add_upi, assert_books_balance, make_funding, pay, settle
from tests.support.people import make_person

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_paid_released_and_in_the_students_bank():
    company, asha = make_company(), make_person()
    funding = make_funding(company, 600000, 400000, now=NOW)
    assert (funding.state, funding.amount_paise) == ("requested", 1000000)
    pay(funding, NOW)
    assert (funding.state, funding.paid_at) == ("paid", NOW)
    first, second = funding.holds.order_by("id")
    assert (first.state, second.state) == ("held", "held")
    assert balance(accounts.held(first.code)) == 600000
    assert_books_balance()

    add_upi(asha, now=NOW)
    payout = actions.release(first, payee=asha, actor=None, now=NOW)
    assert balance(accounts.owed(asha.code)) == 600000
    assert_books_balance()
    settle(NOW)
    payout.refresh_from_db()
    assert (payout.state, payout.paid_at) == ("paid", NOW)
    assert balance(accounts.owed(asha.code)) == 0

    refund = actions.refund(second, reason="The student left", actor=None, now=NOW)
    assert balance(accounts.refundable(second.code)) == 400000
    assert_books_balance()
    settle(NOW)
    refund.refresh_from_db()
    assert (refund.state, refund.done_at) == ("done", NOW)
    assert balance(accounts.outside("sandbox")) == 0
    assert_books_balance()
