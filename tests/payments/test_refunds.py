"""Money on its way back to a company."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kadam.journal.models import Event
from kadam.kit.transitions import StaleState
from kadam.ledger import accounts
from kadam.ledger.queries import balance
from kadam.payments import actions, queries
from kadam.payments.actions.refunds import apply_refund
from kadam.payments.gateways import RefundSeen
from kadam.payments.models import Hold, Refund
from tests.support.companies import make_company
from tests.support.payments import assert_books_balance, make_funding, make_holds, settle

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def make_refund() -> Refund:
    (hold,) = make_holds(make_company(), 600000, now=NOW)
    return actions.refund(hold, reason="The project was cancelled", actor=None, now=NOW)


def test_it_goes_back_whole():
    refund = make_refund()
    assert [(step.label, step.state) for step in queries.hold_timeline(refund.hold)] == [
        ("Set aside", "done"),
        ("Given back", "done"),
        ("Back with the company", "now"),
    ]
    settle(NOW)
    refund.refresh_from_db()
    assert (refund.state, refund.done_at) == ("done", NOW)
    assert balance(accounts.refundable(refund.hold.code)) == 0
    assert queries.hold_timeline(refund.hold)[-1].state == "done"
    assert_books_balance()


def test_money_that_was_never_paid_cannot_go_back():
    funding = make_funding(make_company(), now=NOW)
    with pytest.raises(StaleState):
        actions.refund(funding.holds.get(), reason="x", actor=None, now=NOW)
    assert not Refund.objects.exists()


def test_a_refund_is_made_once():
    refund = make_refund()
    with pytest.raises(StaleState):
        actions.refund(Hold.objects.get(), reason="again", actor=None, now=NOW)
    assert actions.send_refund(refund.code, now=NOW)
    assert not actions.send_refund(refund.code, now=NOW)
    settle(NOW)
    assert balance(accounts.outside("sandbox")) == 0
    assert_books_balance()


def test_what_fails_is_sent_again_hours_later():
    refund = make_refund()
    failed = RefundSeen("rfnd_1", f"{refund.code}-1", 600000, "failed", "The bank is closed")
    assert apply_refund(failed, now=NOW)
    assert not apply_refund(failed, now=NOW)
    refund.refresh_from_db()
    assert (refund.state, refund.note) == ("failed", "The bank is closed")
    assert queries.hold_timeline(refund.hold)[-1].state == "stopped"
    actions.reconcile(now=NOW + timedelta(hours=1))
    refund.refresh_from_db()
    assert refund.state == "failed"
    later = NOW + timedelta(hours=7)
    actions.reconcile(now=later)
    settle(later)
    refund.refresh_from_db()
    assert (refund.state, refund.attempt) == ("done", 2)
    assert_books_balance()


def test_a_refund_that_fits_none_of_ours_goes_to_staff():
    refund = make_refund()
    assert not apply_refund(RefundSeen("rfnd_1", f"{refund.code}-1", 5, "processed", ""), now=NOW)
    assert not apply_refund(RefundSeen("rfnd_2", "", 600000, "processed", ""), now=NOW)
    assert Event.objects.filter(kind="payments.PaymentUnmatched").count() == 2
    assert_books_balance()


def test_old_news_does_not_touch_a_new_attempt():
    refund = make_refund()
    old = RefundSeen("rfnd_1", f"{refund.code}-1", 600000, "failed", "No")
    apply_refund(old, now=NOW)
    refund.refresh_from_db()
    actions.retry_refund(refund, now=NOW)
    assert not apply_refund(old, now=NOW)
    assert not apply_refund(RefundSeen("rfnd_1", f"{refund.code}-1", 600000, "processed", ""), now=NOW)
    refund.refresh_from_db()
    assert (refund.state, refund.attempt) == ("due", 2)
    assert Event.objects.filter(kind="payments.PaymentUnmatched").count() == 1
    assert_books_balance()
