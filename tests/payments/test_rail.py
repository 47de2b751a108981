"""The contract every rail keeps, through the real SDK: in process, and over HTTP to the stand-in's server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import requests
from django.conf import settings

from kadam.payments.gateways import (
    Destination,
    NoRail,
    OrderSeen,
    Rail,
    RailRefused,
    RailUnavailable,
    in_process_sandbox,
    rail_for,
    rail_name,
    route,
)
from kadam.payments.gateways.sandbox import in_process_provider, open_provider
from kadam.payments.gateways.sandbox.behaviour import Behaviour, behave, happens
from kadam.payments.gateways.sandbox.provider import SandboxProvider
from kadam.payments.gateways.sandbox.server import SandboxServer

ASHA = Destination("Asha Rao", "asha@example.org", upi_id="asha@okaxis")
KEY = (settings.RAZORPAY_KEY_ID, settings.RAZORPAY_KEY_SECRET)


class Both:
    """A rail and the provider behind it."""

    def __init__(self, rail: Rail, provider: SandboxProvider) -> None:
        self.rail, self.provider = rail, provider

    def paid_order(self, key: str = "fund-1", paise: int = 1000000) -> OrderSeen:
        """An order that is paid."""
        order = self.rail.create_order(key=key, amount_paise=paise, title="Map")
        self.rail.practise_payment(order.id)
        return self.rail.fetch_order(order.id)


@pytest.fixture
def http() -> Iterator[Both]:
    """The stand-in's server on this machine, sending its webhooks nowhere."""
    provider = open_provider(":memory:")
    server = SandboxServer(provider, 0, "http://127.0.0.1:1/")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    rail = route.SandboxRail(
        "sandbox", server.address, key=KEY, webhook_secrets=[settings.RAZORPAY_WEBHOOK_SECRET]
    )
    yield Both(rail, provider)
    rail._session.close()
    server.shutdown()
    thread.join()
    server.server_close()
    provider.store.close()


@pytest.fixture
def memory() -> Both:
    return Both(route.in_process(), in_process_provider())


@pytest.fixture(params=["memory", "http"])
def both(request) -> Both:
    return request.getfixturevalue(request.param)


def test_an_order_is_made_once_for_each_key(both):
    first = both.rail.create_order(key="fund-1", amount_paise=600000, title="Map 40 competitors")
    again = both.rail.create_order(key="fund-1", amount_paise=600000, title="Map 40 competitors")
    other = both.rail.create_order(key="fund-2", amount_paise=600000, title="Map 40 competitors")
    assert first == again == OrderSeen(first.id, "fund-1", 600000, False, "")
    assert other.id != first.id


def test_an_order_is_paid_once_however_often_it_is_pressed(both):
    order = both.rail.create_order(key="fund-1", amount_paise=600000, title="Map")
    both.rail.practise_payment(order.id)
    both.rail.practise_payment(order.id)
    paid = both.rail.fetch_order(order.id)
    assert paid.paid
    assert paid.payment_id.startswith("pay_")
    assert len(both.provider.store.children("payment", order.id)) == 1


def test_a_transfer_is_made_once_for_each_key(both):
    paid = both.paid_order()
    account = both.rail.payee(key="asha-1", destination=ASHA)
    send: dict[str, Any] = {"payment_id": paid.payment_id, "account": account, "amount_paise": 600000}
    first = both.rail.transfer(key="pay-1-1", **send)
    assert (first.state, first.key, first.amount_paise) == ("pending", "pay-1-1", 600000)
    assert both.rail.transfer(key="pay-1-1", **send) == first
    with pytest.raises(RailRefused):  # more than what is left of the payment
        both.rail.transfer(key="pay-1-2", **send)
    both.provider.settle()
    assert both.rail.fetch_transfer(first.id).state == "processed"


def test_a_payee_keeps_one_account_at_the_provider(both):
    account = both.rail.payee(key="asha-1", destination=ASHA)
    moved = Destination("Asha Rao", "asha@example.org", bank_account="50100123456789", ifsc="HDFC0001234")
    assert both.rail.payee(key="asha-2", destination=moved) == account
    ravi = Destination("Ravi Iyer", "ravi@example.org", upi_id="ravi@okaxis")
    assert both.rail.payee(key="ravi-1", destination=ravi) != account


def test_a_bank_that_refuses_gives_the_reason_and_the_money_back(both):
    paid = both.paid_order()
    failing = Destination("Asha Rao", "asha@example.org", upi_id="failure@razorpay")
    account = both.rail.payee(key="asha-1", destination=failing)
    send: dict[str, Any] = {"payment_id": paid.payment_id, "account": account, "amount_paise": 1000000}
    first = both.rail.transfer(key="pay-1-1", **send)
    both.provider.settle()
    seen = both.rail.fetch_transfer(first.id)
    assert (seen.state, seen.reason != "") == ("failed", True)
    both.rail.payee(key="asha-2", destination=ASHA)
    second = both.rail.transfer(key="pay-1-2", **send)
    both.provider.settle()
    assert both.rail.fetch_transfer(second.id).state == "processed"


def test_a_refund_is_made_once_for_each_key_and_never_of_what_was_sent(both):
    paid = both.paid_order()
    back: dict[str, Any] = {"payment_id": paid.payment_id, "amount_paise": 400000}
    first = both.rail.refund(key="ref-1-1", **back)
    assert both.rail.refund(key="ref-1-1", **back) == first
    with pytest.raises(RailRefused):
        both.rail.refund(key="ref-2-1", payment_id=paid.payment_id, amount_paise=600001)
    both.provider.settle()
    assert both.rail.fetch_refund(first.id).state == "processed"


def test_after_a_refund_a_transfer_goes_another_way_and_still_once(both):
    paid = both.paid_order()
    both.rail.refund(key="ref-1-1", payment_id=paid.payment_id, amount_paise=400000)
    account = both.rail.payee(key="asha-1", destination=ASHA)
    send: dict[str, Any] = {"payment_id": paid.payment_id, "account": account, "amount_paise": 600000}
    first = both.rail.transfer(key="pay-1-1", **send)
    assert both.rail.transfer(key="pay-1-1", **send) == first
    with pytest.raises(RailRefused):  # the balance is gone
        both.rail.transfer(key="pay-2-1", **send)


def test_what_the_provider_does_not_know_is_refused(both):
    for ask in (both.rail.fetch_order, both.rail.fetch_transfer, both.rail.fetch_refund):
        with pytest.raises(RailRefused):
            ask("none")
    with pytest.raises(RailRefused):
        both.rail.create_order(key="fund-1", amount_paise=99, title="Too little")


def test_an_answer_that_is_lost_is_found_by_asking_again(both):
    """The look-up is answered, the making is done and its answer lost; then all is well."""
    wanted = [False, True, False]
    seed = next(
        seed
        for seed in range(1000)
        if [happens(Behaviour(lose=0.5, seed=seed), "lose", number) for number in (1, 2, 3)] == wanted
    )
    behave(both.provider.store, {"lose": 0.5, "seed": seed})
    with pytest.raises(RailUnavailable):
        both.rail.create_order(key="fund-1", amount_paise=600000, title="Map")
    made = both.rail.create_order(key="fund-1", amount_paise=600000, title="Map")
    assert [one["id"] for one in both.provider.store.listed("order", receipt=None, count=9, skip=0)] == [
        made.id
    ]


def test_a_provider_that_fails_is_unavailable_and_has_done_nothing(both):
    behave(both.provider.store, {"fail": 1})
    with pytest.raises(RailUnavailable):
        both.rail.create_order(key="fund-1", amount_paise=600000, title="Map")
    assert both.provider.store.listed("order", receipt=None, count=9, skip=0) == []


def test_wrong_keys_are_our_mistake_and_no_reason_to_give_up_a_payment(http):
    wrong = route.SandboxRail("sandbox", http.rail._base_url, key=("a", "b"), webhook_secrets=[])
    with pytest.raises(RailUnavailable):
        wrong.fetch_order("order_x")
    wrong._session.close()


def test_nobody_there_is_unavailable_and_says_nothing_on_the_terminal(capsys):
    rail = route.SandboxRail("sandbox", "http://127.0.0.1:1", key=KEY, webhook_secrets=[])
    with pytest.raises(RailUnavailable):
        rail.fetch_order("order_x")
    assert capsys.readouterr().out == ""


class Rambling(BaseHTTPRequestHandler):
    """Answers in HTML, as a gateway in front of a dead provider does."""

    def do_GET(self) -> None:
        self.send_response(504)
        self.end_headers()
        self.wfile.write(b"<html>Gateway Time-out</html>")

    def log_message(self, *_: Any) -> None:
        """Quiet."""


def test_an_answer_that_is_no_json_is_unavailable(capsys):
    server = HTTPServer(("127.0.0.1", 0), Rambling)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    rail = route.SandboxRail("sandbox", f"http://127.0.0.1:{server.server_port}", key=KEY, webhook_secrets=[])
    with pytest.raises(RailUnavailable):
        rail.fetch_order("order_x")
    rail._session.close()
    server.shutdown()
    thread.join()
    server.server_close()
    assert capsys.readouterr().out == ""


def test_every_call_has_a_time_limit(monkeypatch):
    limits = []

    def note(self, method, url, *args, **options):
        limits.append(options["timeout"])
        raise requests.ConnectTimeout

    monkeypatch.setattr(requests.Session, "request", note)
    rail = route.SandboxRail("sandbox", "http://127.0.0.1:1", key=KEY, webhook_secrets=[])
    with pytest.raises(RailUnavailable):
        rail.fetch_order("order_x")
    assert limits == [route.TIMEOUT]


def test_a_rail_with_real_money_is_not_practised_on_and_has_a_page_of_its_own():
    rail = route.RouteRail("route", "https://api.razorpay.com", key=("rzp_live_x", "s"), webhook_secrets=[])
    with pytest.raises(RailRefused):
        rail.practise_payment("order_x")
    page = rail.hosted(
        order_id="order_x", amount_paise=600000, title="Map", back="https://b", cancel="https://c"
    )
    assert page.address == "https://api.razorpay.com/v1/checkout/embedded"
    assert page.fields["order_id"] == "order_x"
    assert page.fields["callback_url"] == "https://b"
    assert rail.kinds == ("bank",)


def test_which_rail_is_which(settings):
    assert rail_name() == "sandbox"
    with pytest.raises(NoRail):
        rail_for("")
    settings.PAYMENT_RAIL = "route"
    assert rail_name() == "route"
    with in_process_sandbox() as rail:
        assert rail_name() == "sandbox"
        assert rail_for("sandbox") is rail
    assert rail_name() == "route"
