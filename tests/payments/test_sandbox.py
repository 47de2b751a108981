"""The provider's stand-in: its shapes, its misbehaviour, its own books, its post."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import requests
from django.conf import settings

from kadam.payments.gateways.sandbox import open_provider, postman
from kadam.payments.gateways.sandbox.behaviour import Behaviour, behave, behaviour_of, happens
from kadam.payments.gateways.sandbox.provider import SandboxProvider
from kadam.payments.gateways.sandbox.server import SandboxServer
from tests.support.paths import shared

AUTHORIZATION = base64.b64encode(
    f"{settings.RAZORPAY_KEY_ID}:{settings.RAZORPAY_KEY_SECRET}".encode()
).decode()


@pytest.fixture
def provider() -> Iterator[SandboxProvider]:
    opened = open_provider(":memory:")
    yield opened
    opened.store.close()


def ask(provider: SandboxProvider, method: str, path: str, **body: Any) -> tuple[int, dict[str, Any]]:
    """One request with the right keys; names that begin with X_ are headers."""
    headers = {"Authorization": f"Basic {AUTHORIZATION}"}
    headers |= {name.replace("_", "-"): body.pop(name) for name in list(body) if name.startswith("X_")}
    return provider.answer(method, path, body, headers)


def paid(provider: SandboxProvider, amount: int = 1000000) -> dict[str, Any]:
    _status, order = ask(provider, "POST", "/v1/orders", amount=amount, currency="INR", receipt="r")
    return ask(provider, "POST", f"/sandbox/orders/{order['id']}/pay")[1]


def linked(provider: SandboxProvider, email: str = "asha@example.org", **settlements: str) -> str:
    data = {"email": email, "legal_business_name": "Asha", "business_type": "individual"}
    account = ask(provider, "POST", "/v2/accounts", **data)[1]["id"]
    where = settlements or {"vpa": "asha@okaxis"}
    ask(provider, "POST", f"/v2/accounts/{account}/products", product_name="route", settlements=where)
    return account


@pytest.mark.parametrize(("mock", "ours"), [
    ("fake_order", "order"), ("fake_payment", "payment"), ("fake_captured_payment", "payment"),
    ("fake_transfer", "transfer"), ("fake_reversal", "reversal"), ("fake_refund", "refund"),
    ("fake_account", "account"), ("fake_stakeholder", "stakeholder"), ("fake_product", "product"),
])  # fmt: skip
def test_its_entities_carry_every_field_of_the_sdks_own_examples(provider, mock, ours):
    example = json.loads(shared(f"vectors/razorpay-python-mocks/tests/mocks/{mock}.json").read_text())
    payment = paid(provider)
    account = linked(provider)
    where = f"/v1/payments/{payment['id']}"
    made = {
        "payment": payment,
        "order": ask(provider, "GET", f"/v1/orders/{payment['order_id']}")[1],
        "account": ask(provider, "GET", f"/v2/accounts/{account}")[1],
        "stakeholder": ask(
            provider, "POST", f"/v2/accounts/{account}/stakeholders", name="Asha", email="a@b.in"
        )[1],
        "product": ask(provider, "POST", f"/v2/accounts/{account}/products")[1],
        "transfer": ask(
            provider, "POST", f"{where}/transfers", transfers=[{"account": account, "amount": 500000}]
        )[1]["items"][0],
    }
    made["reversal"] = ask(
        provider, "POST", f"/v1/transfers/{made['transfer']['id']}/reversals", amount=100000
    )[1]
    made["refund"] = ask(provider, "POST", f"{where}/refund", amount=100000, receipt="x")[1]
    older = {
        "udf",
        "service_tax",
        "type",
        "brand",
        "apps",
        "contact_info",
        "addresses",
        "relationship",
        "phone",
    }
    older |= {"percentage_ownership", "notes"} if ours == "stakeholder" else set()
    assert set(example) - set(made[ours]) - older == set()
    for name in set(example) & set(made[ours]) - {"id", "status", "amount", "created_at"}:
        known, own = example[name], made[ours][name]
        assert own is None or known is None or type(own) is type(known) or isinstance(own, list | dict), name


def test_its_webhooks_have_the_shape_of_the_documented_ones(provider):
    paid(provider)
    messages = {json.loads(body)["event"]: json.loads(body) for _n, _id, body in provider.due_webhooks()}
    assert set(messages) == {"payment.authorized", "payment.captured", "order.paid"}
    for known in json.loads(shared("vectors/synthetic/payment_signatures.json").read_text())["webhooks"]:
        example = json.loads(known["raw_body"])
        if example["event"] not in messages:
            continue
        ours = messages[example["event"]]
        assert set(ours) == set(example)
        assert ours["contains"] == example["contains"]
        for part, entity in example["payload"].items():
            assert set(entity["entity"]) <= set(ours["payload"][part]["entity"])


def test_strangers_are_turned_away(provider):
    assert provider.answer("GET", "/v1/orders", {}, {})[0] == 401
    assert provider.answer("GET", "/v1/orders", {}, {"Authorization": "Basic ठीक"})[0] == 401


@pytest.mark.parametrize(("body", "field"), [
    ({"amount": 99}, "amount"), ({"amount": "500"}, "amount"), ({"amount": True}, "amount"), ({}, "amount"),
    ({"amount": 500, "currency": "USD"}, "currency"), ({"amount": 500, "receipt": "r" * 41}, "receipt"),
    ({"amount": 500, "notes": {str(n): "" for n in range(16)}}, "notes"),
])  # fmt: skip
def test_a_bad_order_is_refused_as_the_provider_does(provider, body, field):
    status, answer = ask(provider, "POST", "/v1/orders", **body)
    assert (status, answer["error"]["code"], answer["error"]["field"]) == (400, "BAD_REQUEST_ERROR", field)
    assert answer["error"]["reason"] == "input_validation_failed"


def test_an_unknown_address_and_an_unknown_thing(provider):
    assert ask(provider, "GET", "/v1/nothing")[0] == 404
    assert ask(provider, "GET", "/v1/orders/order_none")[0] == 400


def test_a_payment_can_be_authorized_first_and_captured_after(provider):
    order = ask(provider, "POST", "/v1/orders", amount=5000)[1]
    payment = ask(provider, "POST", f"/sandbox/orders/{order['id']}/pay", authorize_only=True)[1]
    assert payment["status"] == "authorized"
    capture = f"/v1/payments/{payment['id']}/capture"
    assert ask(provider, "POST", capture, amount=4000, currency="INR")[0] == 400
    assert ask(provider, "POST", capture, amount=5000, currency="INR")[1]["status"] == "captured"
    assert ask(provider, "POST", capture, amount=5000, currency="INR")[0] == 400


def test_a_key_is_good_for_one_request(provider):
    payment, account = paid(provider), linked(provider)
    where = f"/v1/payments/{payment['id']}/transfers"
    body = {"transfers": [{"account": account, "amount": 500000}]}
    first = ask(provider, "POST", where, X_Transfer_Idempotency="pay-1-1", **body)
    assert ask(provider, "POST", where, X_Transfer_Idempotency="pay-1-1", **body) == first
    other = {"transfers": [{"account": account, "amount": 400000}]}
    status, answer = ask(provider, "POST", where, X_Transfer_Idempotency="pay-1-1", **other)
    assert status == 400
    assert answer["error"]["description"].startswith("Different request with the same idempotency key")
    assert ask(provider, "POST", where, X_Transfer_Idempotency="no", **body)[0] == 400
    assert len(ask(provider, "GET", where)[1]["items"]) == 1


def test_money_cannot_be_sent_twice(provider):
    payment, account = paid(provider), linked(provider)
    where = f"/v1/payments/{payment['id']}"
    ask(provider, "POST", f"{where}/transfers", transfers=[{"account": account, "amount": 600000}])
    assert (
        ask(provider, "POST", f"{where}/transfers", transfers=[{"account": account, "amount": 400001}])[0]
        == 400
    )
    assert ask(provider, "POST", f"{where}/refund", amount=400001)[0] == 400
    assert ask(provider, "POST", f"{where}/refund", amount=400000)[0] == 200
    assert (
        ask(provider, "POST", f"{where}/transfers", transfers=[{"account": account, "amount": 100}])[0] == 400
    )
    assert ask(provider, "POST", "/v1/transfers", account=account, amount=100)[0] == 400
    assert ask(provider, "POST", f"{where}/transfers")[0] == 400
    totals = ask(provider, "GET", "/sandbox/totals")[1]
    assert (totals["captured"], totals["refunded"], totals["transferred"]) == (1000000, 400000, 600000)


def test_a_transfer_on_hold_waits_until_it_is_let_go(provider):
    payment, account = paid(provider), linked(provider)
    asked = [{"account": account, "amount": 600000, "on_hold": True}]
    transfer = ask(provider, "POST", f"/v1/payments/{payment['id']}/transfers", transfers=asked)[1]["items"][
        0
    ]
    assert (transfer["on_hold"], transfer["settlement_status"]) == (True, "on_hold")
    assert provider.settle() == 0
    ask(provider, "PATCH", f"/v1/transfers/{transfer['id']}", on_hold=False)
    assert provider.settle() == 1
    assert ask(provider, "GET", f"/v1/transfers/{transfer['id']}")[1]["status"] == "processed"
    assert ask(provider, "PATCH", f"/v1/transfers/{transfer['id']}", on_hold=True)[0] == 400


def test_a_transfer_can_be_taken_back_in_parts(provider):
    payment, account = paid(provider), linked(provider)
    asked = [{"account": account, "amount": 600000}]
    transfer = ask(provider, "POST", f"/v1/payments/{payment['id']}/transfers", transfers=asked)[1]["items"][
        0
    ]
    provider.settle()
    where = f"/v1/transfers/{transfer['id']}/reversals"
    ask(provider, "POST", where, amount=100000)
    assert ask(provider, "GET", f"/v1/transfers/{transfer['id']}")[1]["status"] == "partially_reversed"
    assert ask(provider, "POST", where, amount=500001)[0] == 400
    ask(provider, "POST", where)
    assert ask(provider, "GET", f"/v1/transfers/{transfer['id']}")[1]["status"] == "reversed"
    assert len(ask(provider, "GET", where)[1]["items"]) == 2


def test_an_account_without_a_bank_is_paid_nothing(provider):
    data = {"email": "x@example.org", "legal_business_name": "X", "business_type": "individual"}
    account = ask(provider, "POST", "/v2/accounts", **data)[1]["id"]
    product = ask(provider, "POST", f"/v2/accounts/{account}/products")[1]
    assert product["activation_status"] == "needs_clarification"
    where = f"/v1/payments/{paid(provider)['id']}/transfers"
    assert ask(provider, "POST", where, transfers=[{"account": account, "amount": 500}])[0] == 400
    edited = {"settlements": {"account_number": "123456", "ifsc_code": "HDFC0001234"}}
    product = ask(provider, "PATCH", f"/v2/accounts/{account}/products/{product['id']}", **edited)[1]
    assert product["activation_status"] == "activated"
    assert ask(provider, "POST", where, transfers=[{"account": account, "amount": 500}])[0] == 200
    assert ask(provider, "POST", "/v2/accounts", **data)[0] == 400
    assert ask(provider, "POST", "/v2/accounts", email="y@example.org")[0] == 400


def test_its_misbehaviour_is_set_and_repeats_itself(provider):
    assert behaviour_of(provider.store) == Behaviour()
    assert ask(provider, "PUT", "/sandbox/behaviour", duplicate=0.5, seed=7)[1]["duplicate"] == 0.5
    assert ask(provider, "PUT", "/sandbox/behaviour", rudeness=1)[0] == 400
    assert ask(provider, "PUT", "/sandbox/behaviour", drop="all")[0] == 400
    assert ask(provider, "GET", "/sandbox/behaviour")[1]["seed"] == 7
    told = behaviour_of(provider.store)
    hits = [happens(told, "duplicate", number) for number in range(1000)]
    assert hits == [happens(told, "duplicate", number) for number in range(1000)]
    assert 400 < sum(hits) < 600


def test_webhooks_can_be_doubled_dropped_and_reordered(provider):
    behave(provider.store, {"duplicate": 1})
    paid(provider)
    ids = [event_id for _n, event_id, _b in provider.due_webhooks()]
    assert (len(ids), len(set(ids))) == (6, 3)
    behave(provider.store, {"duplicate": 0, "drop": 1})
    paid(provider)
    assert len(provider.due_webhooks()) == 6
    behave(provider.store, {"drop": 0, "reorder": 0.5, "seed": 3})
    before = len(provider.due_webhooks())
    for _ in range(5):
        paid(provider)
    numbers = [number for number, _id, _b in provider.due_webhooks(limit=99)][before:]
    assert len(numbers) == 15
    assert numbers != sorted(numbers)


class Receiver(ThreadingHTTPServer):
    """Keeps what it gets, and answers with the statuses it is given, then 200."""

    def __init__(self, *statuses: int) -> None:
        super().__init__(("127.0.0.1", 0), ReceiverDoor)
        self.statuses, self.got = list(statuses), []
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def close(self) -> None:
        self.shutdown()
        self.thread.join()
        self.server_close()


class ReceiverDoor(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        self.send_response(self.server.statuses.pop(0) if self.server.statuses else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Quiet."""


def test_its_post_is_signed_and_sent_until_it_is_taken(provider):
    receiver = Receiver(500, 302)
    address = f"http://127.0.0.1:{receiver.server_port}/payments/webhooks/route/"
    paid(provider)
    with requests.Session() as session:
        assert postman.send_due(provider, address, session) == 3
        assert postman.send_due(provider, address, session) == 0  # what was not taken waits a little
        provider.store.run("UPDATE webhook SET due = 0")
        assert postman.send_due(provider, address, session) == 2
    receiver.close()
    secret = settings.RAZORPAY_WEBHOOK_SECRET.encode()
    for headers, body in receiver.got:
        assert headers["X-Razorpay-Signature"] == hmac.new(secret, body, hashlib.sha256).hexdigest()
        assert headers["x-razorpay-event-id"].startswith("evt_")
    assert len(receiver.got) == 5
    assert provider.due_webhooks() == []


def test_its_post_is_given_up_after_a_day(provider):
    paid(provider)
    provider.store.run("UPDATE webhook SET made = made - 86500")
    with requests.Session() as session:
        postman.send_due(provider, "http://127.0.0.1:1/", session)
    assert provider.due_webhooks() == []


def test_the_server_sends_by_itself_and_keeps_everything_in_its_file(tmp_path):
    receiver = Receiver()
    path = str(tmp_path / "sandbox.sqlite3")
    server = SandboxServer(open_provider(path), 0, f"http://127.0.0.1:{receiver.server_port}/")
    thread = threading.Thread(target=server.run)
    thread.start()
    call = requests.Session()
    call.auth = (settings.RAZORPAY_KEY_ID, settings.RAZORPAY_KEY_SECRET)
    order = call.post(f"{server.address}/v1/orders", json={"amount": 5000, "receipt": "r1"}).json()
    call.post(f"{server.address}/sandbox/orders/{order['id']}/pay", json={})
    assert call.get(f"{server.address}/healthz").json() == {"status": "ok"}
    assert call.post(f"{server.address}/v1/orders", data=b"nonsense").status_code == 400
    call.close()
    waited = threading.Event()
    for _ in range(500):
        if len(receiver.got) >= 3:
            break
        waited.wait(0.02)
    server.finish()
    thread.join()
    server.provider.store.close()
    receiver.close()
    assert [json.loads(body)["event"] for _h, body in receiver.got][:1] == ["payment.authorized"]
    again = open_provider(path)
    assert ask(again, "GET", "/v1/orders", receipt="r1")[1]["items"][0]["status"] == "paid"
    again.store.close()
