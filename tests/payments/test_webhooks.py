"""The provider's door: signed over the raw bytes, kept once, acted on once, in whatever order it comes."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from kadam.journal.models import Delivery, Event
from kadam.kit import clock
from kadam.ledger import accounts
from kadam.ledger.queries import balance
from kadam.payments import actions
from kadam.payments.gateways import (
    AttemptFailed,
    BadSignature,
    Destination,
    OrderSeen,
    RefundSeen,
    TransferSeen,
)
from kadam.payments.gateways.route import RouteRail, in_process
from kadam.payments.gateways.sandbox import in_process_provider, orders
from kadam.payments.models import Funding, Payout, WebhookReceipt
from tests.support.companies import make_company
from tests.support.paths import shared
from tests.support.payments import add_upi, assert_books_balance, make_funding, make_holds, settle
from tests.support.people import make_person

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
DOOR = "/payments/webhooks/route/"


def sign(body: bytes, secret: str) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def send(client, body: bytes, *, event_id: str = "evt_1", signature: str | None = None):
    provider = in_process_provider()
    headers = {
        "X-Razorpay-Signature": signature or provider.sign(body.decode()),
        "x-razorpay-event-id": event_id,
    }
    return client.post(DOOR, data=body, content_type="application/json", headers=headers)


@pytest.mark.django_db
def test_the_door_is_where_the_sandbox_sends():
    assert reverse("payments:webhook", kwargs={"rail": "route"}) == DOOR


@pytest.mark.django_db
def test_a_payment_told_through_the_door(client):
    funding = make_funding(make_company())
    actions.pay_at_sandbox(funding, now=clock.now())
    provider = in_process_provider()
    for number, event_id, body in provider.due_webhooks():
        assert send(client, body.encode(), event_id=event_id).json() == {"status": "kept"}
        provider.delivered(number, 200)
    settle()
    funding.refresh_from_db()
    assert funding.state == "paid"
    assert WebhookReceipt.objects.filter(applied_at=None).count() == 0
    assert_books_balance()


@pytest.mark.django_db
def test_a_replayed_message_is_answered_well_and_does_nothing(client):
    funding = make_funding(make_company())
    actions.pay_at_sandbox(funding, now=clock.now())
    messages = in_process_provider().due_webhooks()
    for _number, event_id, body in messages * 3:
        assert send(client, body.encode(), event_id=event_id).status_code == 200
    settle()
    assert WebhookReceipt.objects.count() == len(messages)
    assert balance(accounts.outside("sandbox")) == -600000
    assert Event.objects.filter(kind="payments.FundingPaid").count() == 1
    assert_books_balance()


@pytest.mark.django_db
@pytest.mark.parametrize("signature", ["", "0" * 64, "ठीक", "not hex"])
def test_an_unsigned_message_is_refused_and_not_kept(client, signature):
    body = b'{"event":"order.paid","payload":{}}'
    headers = {"X-Razorpay-Signature": signature.encode().decode("latin-1")}
    answer = client.post(DOOR, data=body, content_type="application/json", headers=headers)
    assert answer.status_code == 400
    assert not WebhookReceipt.objects.exists()


@pytest.mark.django_db
def test_one_changed_byte_breaks_the_signature(client):
    body = b'{"event":"order.paid","payload":{}}'
    good = in_process_provider().sign(body.decode())
    assert send(client, body + b" ", signature=good).status_code == 400
    assert send(client, b"\xff\xfe", signature=good).status_code == 400
    assert not WebhookReceipt.objects.exists()


@pytest.mark.django_db
def test_other_doors_and_methods_do_not_exist(client):
    assert client.get(DOOR).status_code == 405
    assert (
        client.post("/payments/webhooks/other/", data=b"{}", content_type="application/json").status_code
        == 404
    )


@pytest.mark.django_db
def test_a_message_without_an_id_is_known_by_its_text(client):
    body = b'{"event":"payment.authorized","payload":{}}'
    assert send(client, body, event_id="").json() == {"status": "kept"}
    assert send(client, body, event_id="").json() == {"status": "known"}
    settle()
    assert WebhookReceipt.objects.get().applied_at is not None


@pytest.mark.django_db
def test_the_door_asks_little_of_the_database(client, django_assert_max_num_queries):
    body = b'{"event":"payment.authorized","payload":{}}'
    with django_assert_max_num_queries(8):
        send(client, body)


@pytest.mark.django_db
def test_a_payment_whose_order_we_forgot_is_found_by_its_receipt():
    funding = make_funding(make_company(), now=NOW)
    actions.pay_at_sandbox(funding, now=NOW)
    Funding.objects.update(order_id="")  # as if we had died between the provider's answer and our commit
    settle(NOW)
    funding.refresh_from_db()
    assert (funding.state, funding.order_id != "") == ("paid", True)
    assert_books_balance()


@pytest.mark.django_db
def test_a_payment_of_no_order_of_ours_goes_to_staff():
    provider = in_process_provider()
    made = orders.create_order(provider.desk, {"amount": 5000, "receipt": "theirs"})
    orders.pay(provider.desk, made["id"], {})
    settle(NOW)
    assert Event.objects.filter(kind="payments.PaymentUnmatched").count() == 2  # captured, and order paid
    assert balance(accounts.outside("sandbox")) == 0


ORDERS = list(itertools.permutations(range(3)))


@pytest.mark.django_db
@pytest.mark.parametrize("order", ORDERS)
def test_messages_of_a_payment_in_any_order_give_the_same(order):
    funding = make_funding(make_company(), 600000, 400000, now=NOW)
    actions.pay_at_sandbox(funding, now=NOW)
    messages = in_process_provider().due_webhooks()
    assert len(messages) == 3
    for place in (*order, *order):
        _number, event_id, body = messages[place]
        signature = in_process_provider().sign(body)
        actions.take_webhook(body=body.encode(), signature=signature, event_id=event_id, now=NOW)
    settle(NOW)
    funding.refresh_from_db()
    assert [hold.state for hold in funding.holds.all()] == ["held", "held"]
    assert balance(accounts.outside("sandbox")) == -1000000
    assert_books_balance()


@pytest.mark.django_db
def test_news_of_a_transfer_may_come_before_our_own_answer():
    asha = make_person()
    add_upi(asha, now=NOW)
    (hold,) = make_holds(make_company(), 600000, now=NOW)
    payout = actions.release(hold, payee=asha, actor=None, now=NOW)
    rail, provider = in_process(), in_process_provider()
    account = rail.payee(key="x", destination=Destination("A", asha.email, "a.b@ok"))
    rail.transfer(
        key=f"{payout.code}-1", payment_id=hold.funding.payment_id, account=account, amount_paise=600000
    )
    provider.settle()
    for _number, event_id, body in provider.due_webhooks():
        actions.take_webhook(body=body.encode(), signature=provider.sign(body), event_id=event_id, now=NOW)
        actions.apply_webhook(WebhookReceipt.objects.latest("pk").pk, now=NOW)
    assert Payout.objects.get().state == "paid"
    settle(NOW)  # our own sending comes late, and finds it done
    assert balance(accounts.outside("sandbox")) == 0
    assert_books_balance()


def vectors() -> dict[str, Any]:
    """Webhooks signed by another hand."""
    return json.loads(shared("vectors/synthetic/payment_signatures.json").read_text())


def test_webhooks_signed_by_another_hand_are_read():
    known = vectors()
    rail = RouteRail(
        "route", "https://127.0.0.1:1", key=("k", "s"), webhook_secrets=["new", known["webhook_secret"]]
    )
    read = {}
    for one in known["webhooks"]:
        rail.verify(body=one["raw_body"].encode(), signature=one["headers"]["X-Razorpay-Signature"])
        read[one["event"]] = rail.read(one["raw_body"])
    assert read == {
        "payment.captured": OrderSeen("order_TEST00000001", "", 590000, True, "pay_TEST0000000001"),
        "order.paid": OrderSeen("order_TEST00000001", "prj_42_m1", 590000, True, "pay_TEST0000000001"),
        "transfer.processed": TransferSeen("trf_TEST0000000001", "", 500000, "processed", ""),
        "refund.processed": RefundSeen("rfnd_TEST000000001", "", 590000, "processed", ""),
        "payout.processed": None,
    }
    for one in known["negative"]:
        with pytest.raises(BadSignature):
            rail.verify(body=one["raw_body"].encode(), signature=one["headers"]["X-Razorpay-Signature"])


def test_what_the_checkout_page_brings_back_is_checked():
    known = vectors()["checkout_signature"]
    rail = RouteRail("route", "https://127.0.0.1:1", key=("k", known["key_secret"]), webhook_secrets=[])
    fields = {name: value for name, value in known.items() if name.startswith("razorpay_")}
    assert rail.returned(fields)
    assert not rail.returned({**fields, "razorpay_payment_id": "pay_other"})
    assert not rail.returned({})


def test_after_a_change_of_the_secret_old_messages_still_count():
    body = b'{"event":"payment.authorized","payload":{}}'
    rail = RouteRail("route", "https://127.0.0.1:1", key=("k", "s"), webhook_secrets=["new", "old"])
    for secret in ("new", "old"):
        rail.verify(body=body, signature=sign(body, secret))
    with pytest.raises(BadSignature):
        rail.verify(body=body, signature=sign(body, "older"))
    without = RouteRail("route", "https://127.0.0.1:1", key=("k", "s"), webhook_secrets=["new", ""])
    with pytest.raises(BadSignature):  # no old secret is not the empty secret
        without.verify(body=body, signature=sign(body, ""))


def test_a_failed_attempt_is_read():
    rail = RouteRail("route", "https://127.0.0.1:1", key=("k", "s"), webhook_secrets=[])
    payment = {"id": "pay_1", "order_id": "order_1", "amount": 5, "error_description": "Declined."}
    body = json.dumps({"event": "payment.failed", "payload": {"payment": {"entity": payment}}})
    assert rail.read(body) == AttemptFailed("order_1", "pay_1", "Declined.")
    payment["order_id"] = None
    body = json.dumps({"event": "payment.captured", "payload": {"payment": {"entity": payment}}})
    assert rail.read(body) is None


@pytest.mark.django_db
def test_a_signed_message_that_cannot_be_read_is_kept_for_staff(client):
    assert send(client, b'{"event":"order.paid"}').status_code == 200
    assert send(client, b"[]", event_id="evt_2").status_code == 200
    settle()
    assert WebhookReceipt.objects.filter(applied_at=None).count() == 2
    assert Delivery.objects.filter(event__kind="payments.WebhookReceived").exclude(error="").count() == 2
