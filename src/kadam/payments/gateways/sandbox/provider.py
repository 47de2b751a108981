"""The stand-in itself: which request does what, who may ask, and what a repeated request gets."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Callable, Mapping
from typing import Any

from kadam.payments.gateways.sandbox import accounts, orders, shapes, transfers
from kadam.payments.gateways.sandbox.behaviour import Behaviour, behave, behaviour_of, happens
from kadam.payments.gateways.sandbox.desk import Desk, Problem
from kadam.payments.gateways.sandbox.store import Entity, Store

Answer = tuple[int, Entity]
Handler = Callable[..., Entity]

ROUTES: list[tuple[str, str, Handler]] = [
    ("POST", "/v1/orders", orders.create_order),
    ("GET", "/v1/orders", orders.list_orders),
    ("GET", "/v1/orders/:id", orders.fetch_order),
    ("GET", "/v1/orders/:id/payments", orders.order_payments),
    ("GET", "/v1/payments/:id", orders.fetch_payment),
    ("POST", "/v1/payments/:id/capture", orders.capture),
    ("POST", "/v1/payments/:id/transfers", transfers.transfer_payment),
    ("GET", "/v1/payments/:id/transfers", transfers.payment_transfers),
    ("POST", "/v1/payments/:id/refund", transfers.refund_payment),
    ("GET", "/v1/payments/:id/refunds", transfers.payment_refunds),
    ("POST", "/v1/transfers", transfers.transfer_directly),
    ("GET", "/v1/transfers", transfers.list_transfers),
    ("GET", "/v1/transfers/:id", transfers.fetch_transfer),
    ("PATCH", "/v1/transfers/:id", transfers.edit_transfer),
    ("POST", "/v1/transfers/:id/reversals", transfers.reverse_transfer),
    ("GET", "/v1/transfers/:id/reversals", transfers.list_reversals),
    ("GET", "/v1/refunds/:id", transfers.fetch_refund),
    ("POST", "/v2/accounts", accounts.create_account),
    ("GET", "/v2/accounts/:id", accounts.fetch_account),
    ("POST", "/v2/accounts/:id/stakeholders", accounts.create_stakeholder),
    ("POST", "/v2/accounts/:id/products", accounts.request_product),
    ("GET", "/v2/accounts/:id/products/:id", accounts.fetch_product),
    ("PATCH", "/v2/accounts/:id/products/:id", accounts.edit_product),
    ("POST", "/sandbox/orders/:id/pay", orders.pay),
    ("GET", "/sandbox/totals", lambda desk, ask: transfers.totals(desk)),
]
PATTERNS = [(method, re.compile(path.replace(":id", r"(\w+)")), handler) for method, path, handler in ROUTES]
IDEMPOTENCY_HEADERS = ("X-Transfer-Idempotency", "X-Refund-Idempotency", "X-Payout-Idempotency")
KEY_FORM = re.compile(r"[A-Za-z0-9 _-]{4,36}")


class SandboxProvider:
    """Answers requests; `settle` does what has come due; the postman sends what it has to tell."""

    def __init__(self, store: Store, *, key: tuple[str, str], webhook_secret: str) -> None:
        self.store = store
        self.desk = Desk(store)
        self._basic = "Basic " + base64.b64encode(":".join(key).encode()).decode()
        self._secret = webhook_secret.encode()

    def answer(self, method: str, path: str, ask: Entity, headers: Mapping[str, str]) -> Answer:
        """One request, in one transaction of the stand-in's own books. `ask` is its query or its JSON body."""
        if not hmac.compare_digest(headers.get("Authorization", "").encode(), self._basic.encode()):
            return 401, shapes.error("Authentication failed")
        try:
            with self.store.transaction():
                if path == "/sandbox/behaviour":
                    return self._behaviour(method, ask)
                return self._misbehave(method, path, ask, headers)
        except Problem as problem:
            return problem.status, problem.body

    def _behaviour(self, method: str, ask: Entity) -> Answer:
        try:
            return 200, vars(behave(self.store, ask if method in {"PUT", "POST"} else {}))
        except ValueError as error:
            raise Problem(str(error)) from None

    def _misbehave(self, method: str, path: str, ask: Entity, headers: Mapping[str, str]) -> Answer:
        behaviour = Behaviour() if path.startswith("/sandbox/") else behaviour_of(self.store)
        number = int(self.store.setting("requests", 0)) + 1
        if behaviour.fail or behaviour.lose:
            self.store.set("requests", number)
        failure = (
            502,
            shapes.error("We are facing some trouble completing your request.", code="GATEWAY_ERROR"),
        )
        if happens(behaviour, "fail", number):
            return failure
        answer = self._once(method, path, ask, headers)
        return failure if happens(behaviour, "lose", number) else answer

    def _once(self, method: str, path: str, ask: Entity, headers: Mapping[str, str]) -> Answer:
        """A POST that carries an idempotency key is done once; asked again it gets the first answer."""
        key = next((headers[name] for name in IDEMPOTENCY_HEADERS if headers.get(name)), "")
        if method != "POST" or not key:
            return 200, self._do(method, path, ask)
        if not KEY_FORM.fullmatch(key):
            raise Problem("The idempotency key must be 4 to 36 letters, digits, hyphens or underscores.")
        request = hashlib.sha256(json.dumps(ask, sort_keys=True).encode()).hexdigest()
        known = self.store.run("SELECT request, answer FROM answered WHERE scope = ? AND key = ?", path, key)
        if known and known[0][0] != request:
            raise Problem("Different request with the same idempotency key has already been processed.")
        if known:
            return 200, json.loads(known[0][1])
        answer = self._do(method, path, ask)
        self.store.run("INSERT INTO answered VALUES (?, ?, ?, ?)", path, key, request, json.dumps(answer))
        return 200, answer

    def _do(self, method: str, path: str, ask: Entity) -> Entity:
        for wanted, pattern, handler in PATTERNS:
            if wanted == method and (match := pattern.fullmatch(path)):
                return handler(self.desk, *match.groups(), ask)
        raise Problem("The requested URL was not found on the server.", status=404)

    def settle(self, now: float | None = None) -> int:
        """Let the banks do what has come due by `now` (seconds; all of it when None); how many things."""
        limit = float("inf") if now is None else now
        with self.store.transaction():
            due = self.store.run(
                "SELECT number, what, id FROM job WHERE due <= ? ORDER BY due, number", limit
            )
            for number, what, entity_id in due:
                {"transfer": transfers.settle_transfer, "refund": transfers.settle_refund}[what](
                    self.desk, entity_id
                )
                self.store.run("DELETE FROM job WHERE number = ?", number)
        return len(due)

    def due_webhooks(self, now: float | None = None, limit: int = 50) -> list[tuple[int, str, str]]:
        """(number, event id, body) of the post that has come due by `now`; all of it when None."""
        until = float("inf") if now is None else now
        sql = (
            "SELECT number, event_id, body FROM webhook WHERE state = 'due' AND due <= ? ORDER BY due, number"
        )
        return [(row[0], row[1], row[2]) for row in self.store.run(f"{sql} LIMIT {limit}", until)]

    def sign(self, body: str) -> str:
        """The signature that goes with a webhook's raw body."""
        return hmac.new(self._secret, body.encode(), hashlib.sha256).hexdigest()

    def delivered(self, number: int, status: int) -> None:
        """Note how a webhook was received: other than 2xx is tried again with growing waits, for a day."""
        if 200 <= status < 300:
            self.store.run("UPDATE webhook SET state = 'sent' WHERE number = ?", number)
            return
        attempts, made = self.store.run("SELECT attempts + 1, made FROM webhook WHERE number = ?", number)[0]
        due = time.time() + min(2.0**attempts, 3600)
        state = "due" if due < made + 24 * 3600 else "given_up"
        change = "UPDATE webhook SET attempts = ?, due = ?, state = ? WHERE number = ?"
        self.store.run(change, attempts, due, state, number)

    def headers(self, event_id: str, body: str) -> dict[str, Any]:
        """What a webhook is sent with."""
        return {
            "Content-Type": "application/json",
            "X-Razorpay-Signature": self.sign(body),
            "x-razorpay-event-id": event_id,
        }
