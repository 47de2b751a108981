"""Asking a company for money: once, for the right amount, and what comes late goes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kadam.journal.models import Event
from kadam.kit.rules import Rules
from kadam.kit.transitions import StaleState
from kadam.ledger import accounts
from kadam.ledger.queries import balance
from kadam.payments import actions, queries
from kadam.payments.gateways import NoRail, OrderSeen, rail_for
from kadam.payments.models import Funding, Hold, Refund
from tests.support.companies import make_company
from tests.support.payments import assert_books_balance, make_funding, pay, settle

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=15)
pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    """The names of the money events so far."""
    return [
        kind.removeprefix("payments.")
        for kind in Event.objects.filter(kind__startswith="payments.")
        .order_by("id")
        .values_list("kind", flat=True)
    ]


def test_a_company_is_asked_once_for_the_same_thing():
    company = make_company()
    first = make_funding(company, 600000, 600000, now=NOW)
    again = make_funding(company, 600000, 600000, now=NOW)
    assert again.pk == first.pk
    assert Hold.objects.count() == 2
    assert kinds() == ["FundingRequested"]
    assert first.expires_at == NOW + timedelta(days=14)


def test_asked_again_with_other_holds_the_old_request_expires():
    company = make_company()
    first = make_funding(company, 600000, now=NOW)
    second = make_funding(company, 700000, now=NOW)
    first.refresh_from_db()
    assert (first.state, second.state) == ("expired", "requested")
    assert [hold.state for hold in first.holds.all()] == ["failed"]
    assert queries.funding_for("test:one").pk == second.pk


def test_nothing_more_is_asked_for_a_seat_that_has_its_money():
    company = make_company()
    pay(make_funding(company, now=NOW), NOW)
    with pytest.raises(actions.AlreadyFunded):
        make_funding(company, now=NOW)
    assert Funding.objects.count() == 1


def test_the_fee_is_asked_on_top_and_earned_at_release(monkeypatch):
    monkeypatch.setattr("kadam.payments.actions.funding.rules", lambda: Rules(company_fee_percent=5))
    funding = pay(make_funding(make_company(), 600010, now=NOW), NOW)
    hold = funding.holds.get()
    assert (funding.amount_paise, funding.fee_paise, hold.fee_paise) == (630011, 30001, 30001)
    assert balance(accounts.held(hold.code)) == 630011
    assert balance(accounts.fees()) == 0
    from tests.support.people import make_person

    payout = actions.release(hold, payee=make_person(), actor=None, now=NOW)
    assert payout.amount_paise == 600010
    assert balance(accounts.fees()) == 30001
    assert_books_balance()


def test_the_fee_goes_back_with_the_seat(monkeypatch):
    monkeypatch.setattr("kadam.payments.actions.funding.rules", lambda: Rules(company_fee_percent=5))
    funding = pay(make_funding(make_company(), 600000, now=NOW), NOW)
    refund = actions.refund(funding.holds.get(), reason="cancelled", actor=None, now=NOW)
    settle(NOW)
    assert refund.amount_paise == 630000
    assert balance(accounts.outside("sandbox")) == 0
    assert_books_balance()


def test_no_provider_no_request(settings):
    settings.PAYMENT_RAIL = ""
    with pytest.raises(NoRail):
        make_funding(make_company())
    assert not Funding.objects.exists()


def test_a_payment_is_booked_and_told_once():
    funding = pay(make_funding(make_company(), 600000, 400000, now=NOW), NOW)
    settle(NOW)
    assert kinds().count("FundingPaid") == 1
    assert balance(accounts.outside("sandbox")) == -1000000
    assert funding.payment_id.startswith("pay_")
    assert_books_balance()


def test_pressed_twice_it_is_paid_once():
    funding = make_funding(make_company(), now=NOW)
    actions.pay_at_sandbox(funding, now=NOW)
    actions.pay_at_sandbox(Funding.objects.get(), now=NOW)
    settle(NOW)
    assert balance(accounts.outside("sandbox")) == -600000
    assert kinds().count("FundingPaid") == 1


def test_expired_when_nobody_pays():
    funding = make_funding(make_company(), now=NOW)
    assert actions.expire_overdue(now=NOW) == 0
    assert actions.expire_overdue(now=LATER) == 1
    funding.refresh_from_db()
    assert (funding.state, funding.holds.get().state) == ("expired", "failed")
    assert "FundingExpired" in kinds()
    with pytest.raises(StaleState):
        actions.pay_at_sandbox(funding, now=LATER)


def test_expiring_nothing_is_nothing():
    assert actions.expire_funding(reference="project:none", now=NOW) is None


def test_money_that_comes_after_it_was_wanted_goes_back_at_once():
    funding = make_funding(make_company(), now=NOW)
    actions.make_order(funding, now=NOW)
    actions.expire_funding(reference="test:one", now=NOW)
    rail_for("sandbox").practise_payment(funding.order_id)
    settle(LATER)
    funding.refresh_from_db()
    assert (funding.state, funding.holds.get().state) == ("paid", "refunded")
    assert Refund.objects.get().state == "done"
    assert "FundingPaid" not in kinds()
    assert balance(accounts.outside("sandbox")) == 0
    assert_books_balance()


def test_money_for_an_old_request_does_not_touch_the_new_one():
    company = make_company()
    old = make_funding(company, 600000, now=NOW)
    actions.make_order(old, now=NOW)
    new = make_funding(company, 700000, now=NOW)
    rail_for("sandbox").practise_payment(old.order_id)
    pay(new, NOW)
    old.refresh_from_db()
    assert [hold.state for hold in old.holds.all()] == ["refunded"]
    assert [hold.state for hold in new.holds.all()] == ["held"]
    assert balance(accounts.outside("sandbox")) == -700000
    assert_books_balance()


def test_an_amount_that_does_not_fit_is_shown_to_staff_and_moves_nothing():
    from kadam.payments.actions.funding import mark_paid

    funding = make_funding(make_company(), now=NOW)
    assert not mark_paid(funding, OrderSeen("order_x", funding.code, 599999, True, "pay_x"), now=NOW)
    funding.refresh_from_db()
    assert funding.state == "requested"
    assert "PaymentUnmatched" in kinds()
    assert balance(accounts.outside("sandbox")) == 0


def test_a_second_payment_of_one_order_is_shown_to_staff():
    from kadam.payments.actions.funding import mark_paid

    funding = pay(make_funding(make_company(), now=NOW), NOW)
    assert not mark_paid(
        funding, OrderSeen(funding.order_id, funding.code, 600000, True, "pay_other"), now=NOW
    )
    assert "PaymentUnmatched" in kinds()
    assert balance(accounts.outside("sandbox")) == -600000


def test_an_attempt_that_fails_leaves_the_request_open():
    from kadam.payments.gateways.sandbox import in_process_provider
    from kadam.payments.gateways.sandbox.orders import pay as pay_order

    funding = make_funding(make_company(), now=NOW)
    actions.make_order(funding, now=NOW)
    pay_order(in_process_provider().desk, funding.order_id, {"vpa": "failure@razorpay"})
    settle(NOW)
    funding.refresh_from_db()
    assert (funding.state, funding.note != "") == ("requested", True)
    assert kinds().count("FundingFailed") == 1
    pay(funding, NOW)
    assert funding.state == "paid"
    assert funding.note == ""


def test_an_order_the_provider_refuses_fails_the_funding():
    funding = make_funding(make_company(), 50, now=NOW)  # under the provider's least amount of 100 paise
    settle(NOW)
    funding.refresh_from_db()
    assert (funding.state, funding.holds.get().state) == ("failed", "failed")
    assert "amount" in funding.note
