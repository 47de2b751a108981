"""A lost word of the provider is asked for; an outage heals by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kadam.journal.actions import drain
from kadam.journal.models import Delivery
from kadam.journal.registry import clocks
from kadam.payments import actions
from kadam.payments.gateways.sandbox import in_process_provider
from kadam.payments.gateways.sandbox.behaviour import behave
from kadam.payments.models import Funding, Payout, Refund
from tests.support.companies import make_company
from tests.support.payments import add_upi, assert_books_balance, make_funding, make_holds, settle
from tests.support.people import make_person

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
SOON, LATER = NOW + timedelta(minutes=1), NOW + timedelta(minutes=3)
pytestmark = pytest.mark.django_db


def misbehave(**how: float) -> None:
    behave(in_process_provider().store, how)


def test_a_payment_whose_webhooks_are_all_lost_is_found_by_asking():
    funding = make_funding(make_company(), now=NOW)
    misbehave(drop=1)
    actions.pay_at_sandbox(funding, now=NOW)
    settle(NOW)
    assert actions.reconcile(now=SOON) == 0
    assert Funding.objects.get().state == "requested"
    assert actions.reconcile(now=LATER) == 1
    funding.refresh_from_db()
    assert (funding.state, funding.payment_id != "") == ("paid", True)
    assert actions.reconcile(now=LATER + timedelta(hours=1)) == 0
    assert_books_balance()


def test_a_payout_and_a_refund_whose_webhooks_are_lost_are_found_by_asking():
    asha = make_person()
    add_upi(asha, now=NOW)
    first, second = make_holds(make_company(), 600000, 400000, now=NOW)
    misbehave(drop=1)
    actions.release(first, payee=asha, actor=None, now=NOW)
    actions.refund(second, reason="x", actor=None, now=NOW)
    settle(NOW)
    assert (Payout.objects.get().state, Refund.objects.get().state) == ("sent", "sent")
    actions.reconcile(now=LATER)
    assert (Payout.objects.get().state, Refund.objects.get().state) == ("paid", "done")
    assert_books_balance()


def test_it_asks_patiently():
    asha = make_person()
    add_upi(asha, now=NOW)
    (hold,) = make_holds(make_company(), 600000, now=NOW)
    misbehave(drop=1)
    actions.release(hold, payee=asha, actor=None, now=NOW)
    drain(now=NOW)  # sent; the bank takes its time
    asked = [actions.reconcile(now=NOW + timedelta(minutes=minute)) for minute in range(1, 9)]
    assert asked == [0, 1, 0, 1, 0, 1, 0, 1]
    hours = [actions.reconcile(now=NOW + timedelta(hours=2, minutes=minute)) for minute in range(0, 130, 10)]
    assert sum(hours) == 3  # once an hour from now on


def test_an_outage_of_the_provider_heals_by_itself():
    asha = make_person()
    add_upi(asha, now=NOW)
    (hold,) = make_holds(make_company(), 600000, now=NOW)
    misbehave(fail=1)
    payout = actions.release(hold, payee=asha, actor=None, now=NOW)
    drain(now=NOW)
    payout.refresh_from_db()
    assert payout.state == "due"
    assert actions.reconcile(now=LATER) == 0
    misbehave(fail=0)
    Delivery.objects.exclude(state="done").update(state="dead")  # the deliveries were given up meanwhile
    actions.reconcile(now=LATER + timedelta(minutes=3))
    settle(LATER)
    payout.refresh_from_db()
    assert payout.state == "paid"
    assert_books_balance()


def test_nobody_is_asked_about_a_payment_nobody_tried():
    actions.make_order(make_funding(make_company(), now=NOW), now=NOW)
    assert actions.reconcile(now=NOW + timedelta(days=1)) == 0


def test_the_clocks_are_known():
    assert {one.name.rpartition(".")[2] for one in clocks() if one.name.startswith("kadam.payments")} == {
        "ask_provider",
        "expire_fundings",
        "prove_books",
    }
