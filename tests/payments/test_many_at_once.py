"""Many press at once: one effect, the others are told."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, transaction

from kadam.kit.transitions import StaleState
from kadam.ledger import accounts
from kadam.ledger.actions import post
from kadam.ledger.models import Entry
from kadam.ledger.queries import balance
from kadam.payments import actions
from kadam.payments.gateways.sandbox import in_process_provider
from kadam.payments.models import Funding, Hold, Payout, Refund, WebhookReceipt
from tests.support.companies import make_company
from tests.support.payments import add_upi, assert_books_balance, make_funding, make_holds, settle
from tests.support.people import make_person

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
CROWD = 8
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*buttons: Callable[[], Any]) -> Counter[str]:
    """Press all buttons in the same moment, each from its own connection; how each press ended."""
    gate, results = threading.Barrier(len(buttons)), Counter[str]()

    def press(button: Callable[[], Any]) -> None:
        gate.wait()
        try:
            results[str(button())] += 1
        except Exception as error:
            results[type(error).__name__] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(button,)) for button in buttons]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_eight_who_release_one_wins():
    asha = make_person()
    (hold,) = make_holds(make_company(), 600000, now=NOW)

    def press() -> str:
        actions.release(Hold.objects.get(pk=hold.pk), payee=asha, actor=None, now=NOW)
        return "won"

    assert at_once(*[press] * CROWD) == {"won": 1, StaleState.__name__: CROWD - 1}
    assert Payout.objects.count() == 1
    assert balance(accounts.owed(asha.code)) == 600000
    assert_books_balance()


def test_release_and_refund_of_one_hold_do_not_both_happen():
    asha = make_person()
    (hold,) = make_holds(make_company(), 600000, now=NOW)

    def release() -> str:
        actions.release(Hold.objects.get(pk=hold.pk), payee=asha, actor=None, now=NOW)
        return "won"

    def refund() -> str:
        actions.refund(Hold.objects.get(pk=hold.pk), reason="x", actor=None, now=NOW)
        return "won"

    assert at_once(*[release, refund] * (CROWD // 2))["won"] == 1
    assert Payout.objects.count() + Refund.objects.count() == 1
    assert_books_balance()


def test_different_holds_are_released_side_by_side():
    asha = make_person()
    holds = make_holds(make_company(), *[100000] * CROWD, now=NOW)

    def button(hold: Hold) -> Callable[[], str]:
        def press() -> str:
            actions.release(hold, payee=asha, actor=None, now=NOW)
            return "won"

        return press

    assert at_once(*map(button, holds)) == {"won": CROWD}
    assert balance(accounts.owed(asha.code)) == CROWD * 100000
    assert_books_balance()


def test_one_event_is_booked_once_however_many_tell_it():
    def tell() -> bool:
        with transaction.atomic():
            lines = [(accounts.outside("sandbox"), -500), (accounts.held("h1"), 500)]
            return post(key="same", kind="any", lines=lines, at=NOW)

    assert at_once(*[tell] * CROWD) == {"True": 1, "False": CROWD - 1}
    assert Entry.objects.count() == 1
    assert balance(accounts.held("h1")) == 500


def test_the_last_rupee_is_spent_once():
    with transaction.atomic():
        lines = [(accounts.outside("sandbox"), -500), (accounts.held("h1"), 500)]
        post(key="in", kind="any", lines=lines, at=NOW)

    def button(number: int) -> Callable[[], bool]:
        def spend() -> bool:
            with transaction.atomic():
                out = [(accounts.held("h1"), -300), (accounts.owed("asha"), 300)]
                return post(key=f"out:{number}", kind="any", lines=out, at=NOW)

        return spend

    assert at_once(*map(button, range(CROWD))) == {"True": 1, "InsufficientFunds": CROWD - 1}
    assert balance(accounts.held("h1")) == 200


def test_a_company_asked_by_eight_is_asked_once():
    company = make_company()

    def ask() -> str:
        return make_funding(company, 600000, now=NOW).code

    assert len(at_once(*[ask] * CROWD)) == 1
    assert Funding.objects.count() == 1


def test_a_webhook_that_comes_eight_times_at_once_counts_once():
    funding = make_funding(make_company(), 600000, now=NOW)
    actions.pay_at_sandbox(funding, now=NOW)
    provider = in_process_provider()
    messages = [(event_id, body, provider.sign(body)) for _n, event_id, body in provider.due_webhooks()]

    def button(place: int) -> Callable[[], bool]:
        event_id, body, signature = messages[place % len(messages)]
        return lambda: actions.take_webhook(
            body=body.encode(), signature=signature, event_id=event_id, now=NOW
        )

    assert at_once(*map(button, range(3 * len(messages)))) == {"True": 3, "False": 6}
    receipts = list(WebhookReceipt.objects.order_by("id").values_list("pk", flat=True))
    told = at_once(*[lambda pk=pk: actions.apply_webhook(pk, now=NOW) for pk in receipts * 3])
    assert told == {"True": 1, "False": 8}
    settle(NOW)
    assert balance(accounts.outside("sandbox")) == -600000
    assert_books_balance()


def test_a_payout_sent_by_eight_workers_is_sent_once():
    asha = make_person()
    add_upi(asha, now=NOW)
    (hold,) = make_holds(make_company(), 600000, now=NOW)
    payout = actions.release(hold, payee=asha, actor=None, now=NOW)
    at_once(*[lambda: actions.send_payout(payout.code, now=NOW)] * CROWD)
    settle(NOW)
    assert len(in_process_provider().store.listed("transfer", receipt=None, count=9, skip=0)) == 1
    assert Payout.objects.get().state == "paid"
    assert_books_balance()
