"""Razorpay Route through its official SDK. The sandbox and the in-process stand-in take the same way.

What the SDK lacks is added here: a timeout on every call, errors as ours, look-ups before anything is made.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import razorpay
import requests
from django.conf import settings
from razorpay.errors import BadRequestError, GatewayError, ServerError, SignatureVerificationError

from kadam.payments.gateways import (
    AttemptFailed,
    BadSignature,
    Destination,
    Hosted,
    OrderSeen,
    RailRefused,
    RailUnavailable,
    RefundSeen,
    Seen,
    TransferSeen,
)

log = logging.getLogger(__name__)

TIMEOUT = (3.05, 10)  # seconds to connect, and between two bytes of an answer
PAGE = 100  # the most rows the provider gives at once
NOT_ABOUT_THE_REQUEST = {401, 403, 429}  # our keys, or our pace: no reason to give up a payment
TRANSFER_STATES = {"processed": "processed", "failed": "failed", "reversed": "reversed"}


class Session(requests.Session):
    """A session that never waits for ever, and raises our own errors before the SDK prints its own."""

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **options: Any) -> requests.Response:
        """One call. Raises RailUnavailable when there is no answer, or none in JSON."""
        options["timeout"] = TIMEOUT
        try:
            response = super().request(method, url, *args, **options)
            response.json()
        except requests.RequestException as failure:
            raise RailUnavailable() from failure
        if response.status_code in NOT_ABOUT_THE_REQUEST:
            log.error("The payment provider answers %s: %s", response.status_code, response.text[:200])
            raise RailUnavailable()
        return response


class RouteRail:
    """The provider at `base_url`, with the secrets given. Old webhook secrets count too: retries keep theirs."""

    kinds: tuple[str, ...] = ("bank",)

    def __init__(
        self, name: str, base_url: str, *, key: tuple[str, str], webhook_secrets: Iterable[str]
    ) -> None:
        self.name = name
        self._base_url = base_url
        self._session = Session()
        self._session.trust_env = urlsplit(base_url).hostname not in {
            "127.0.0.1",
            "localhost",
            "sandbox.invalid",
        }
        self._client = razorpay.Client(session=self._session, auth=key, base_url=base_url)
        self._secrets = tuple(secret for secret in webhook_secrets if secret)

    def create_order(self, *, key: str, amount_paise: int, title: str) -> OrderSeen:
        """Orders have no idempotency header: ours is found by its receipt."""
        found = _call(self._client.order.all, {"receipt": key, "count": PAGE})["items"]
        if found:
            return _order(min(found, key=lambda order: (order["created_at"], order["id"])))
        data = {
            "amount": amount_paise,
            "currency": "INR",
            "receipt": key,
            "payment_capture": 1,
            "notes": {"title": title[:256]},
        }
        return _order(_call(self._client.order.create, data))

    def fetch_order(self, order_id: str) -> OrderSeen:
        """The order, with its captured payment if it has one."""
        order = _call(self._client.order.fetch, order_id)
        if order["status"] != "paid":
            return _order(order)
        payments = _call(self._client.order.payments, order_id)["items"]
        return _order(order, next((one["id"] for one in payments if one["status"] == "captured"), ""))

    def hosted(
        self, *, order_id: str, amount_paise: int, title: str, back: str, cancel: str
    ) -> Hosted | None:
        """The provider's checkout page, which needs no script of ours."""
        fields = {"key_id": self._client.auth[0], "order_id": order_id, "amount": str(amount_paise)}
        fields |= {"currency": "INR", "name": settings.OPERATOR_NAME, "description": title[:200]}
        return Hosted(
            f"{self._base_url}/v1/checkout/embedded", {**fields, "callback_url": back, "cancel_url": cancel}
        )

    def returned(self, fields: Mapping[str, str]) -> bool:
        """Checks the signature over order and payment that the checkout page gives the browser."""
        names = ("razorpay_order_id", "razorpay_payment_id", "razorpay_signature")
        try:
            return bool(self._client.utility.verify_payment_signature({name: fields[name] for name in names}))
        except (KeyError, SignatureVerificationError):
            return False

    def practise_payment(self, order_id: str) -> None:
        """Real money is paid on the provider's page alone."""
        raise RailRefused()

    def payee(self, *, key: str, destination: Destination) -> str:
        """The linked account of this e-mail address, its settlements pointed at the destination."""
        account = self._linked_account(key, destination)
        where = (
            {"vpa": destination.upi_id}
            if destination.upi_id
            else {"account_number": destination.bank_account, "ifsc_code": destination.ifsc}
        )
        settlements = {**where, "beneficiary_name": destination.holder_name}
        request = {"product_name": "route", "tnc_accepted": True}
        product = _call(self._client.product.requestProductConfiguration, account, request)
        data = {"settlements": settlements, "tnc_accepted": True}
        _call(self._client.product.edit, account, product["id"], data)
        return account

    def _linked_account(self, key: str, destination: Destination) -> str:
        data = {
            "type": "route",
            "email": destination.email,
            "reference_id": key[:20],
            "legal_business_name": destination.holder_name,
            "contact_name": destination.holder_name,
            "business_type": "individual",
            "profile": {"category": "education", "subcategory": "professional_courses"},
        }
        try:
            return str(_call(self._client.account.create, data)["id"])
        except RailRefused as no:
            _before, known, number = str(no).partition("already exists for account - ")
            if not known:
                raise
            return number if number.startswith("acc_") else f"acc_{number}"

    def transfer(self, *, key: str, payment_id: str, account: str, amount_paise: int) -> TransferSeen:
        """From the payment itself; from our balance with the provider once a part of the payment was refunded."""
        made = _call(self._client.payment.transfers, payment_id, {"count": PAGE})["items"]
        if found := _with_key(made, key):
            return _transfer(found)
        one = {"account": account, "amount": amount_paise, "currency": "INR", "notes": {"key": key}}
        headers = {"X-Transfer-Idempotency": key}
        if not _call(self._client.payment.fetch, payment_id)["amount_refunded"]:
            data = {"transfers": [{**one, "on_hold": False}]}
            return _transfer(
                _call(self._client.payment.transfer, payment_id, data, headers=headers)["items"][0]
            )
        if found := _with_key(self._all_transfers(), key):
            return _transfer(found)
        return _transfer(_call(self._client.transfer.create, one, headers=headers))

    def _all_transfers(self) -> Iterator[dict[str, Any]]:
        for skip in range(0, 10 * PAGE, PAGE):
            rows = _call(self._client.transfer.all, {"count": PAGE, "skip": skip})["items"]
            yield from rows
            if len(rows) < PAGE:
                return

    def fetch_transfer(self, transfer_id: str) -> TransferSeen:
        """How a transfer stands."""
        return _transfer(_call(self._client.transfer.fetch, transfer_id))

    def refund(self, *, key: str, payment_id: str, amount_paise: int) -> RefundSeen:
        """Our key is the refund's receipt."""
        made = _call(self._client.payment.fetch_multiple_refund, payment_id, {"count": PAGE})["items"]
        if found := next((one for one in made if one["receipt"] == key), None):
            return _refund(found)
        data = {"amount": amount_paise, "speed": "normal", "receipt": key, "notes": {"key": key}}
        headers = {"X-Refund-Idempotency": key}
        return _refund(_call(self._client.payment.refund, payment_id, data, headers=headers))

    def fetch_refund(self, refund_id: str) -> RefundSeen:
        """How a refund stands."""
        return _refund(_call(self._client.refund.fetch, refund_id))

    def verify(self, *, body: bytes, signature: str) -> None:
        """Over the raw body, with each secret in force. Raises BadSignature."""
        try:
            text = body.decode()
        except UnicodeDecodeError:
            raise BadSignature() from None
        if not any(self._signed(text, signature, secret) for secret in self._secrets):
            raise BadSignature()

    def read(self, body: str) -> Seen | None:
        """One of the events that move money here; None for the others."""
        return _read(json.loads(body))

    def _signed(self, text: str, signature: str, secret: str) -> bool:
        try:
            return bool(self._client.utility.verify_webhook_signature(text, signature, secret))
        except (SignatureVerificationError, TypeError):  # TypeError: a signature that is not ASCII
            return False


class SandboxRail(RouteRail):
    """The stand-in: also pays UPI ids, and its bank is played by a call."""

    kinds: tuple[str, ...] = ("upi", "bank")

    def hosted(
        self, *, order_id: str, amount_paise: int, title: str, back: str, cancel: str
    ) -> Hosted | None:
        """It has no page to pay on."""
        return None

    def practise_payment(self, order_id: str) -> None:
        """The company's bank agrees; once for each order, however often it is pressed."""
        _call(self._client.post, f"/sandbox/orders/{order_id}/pay", {})


@cache
def live() -> RouteRail:
    """The provider itself."""
    return RouteRail("route", settings.RAZORPAY_BASE_URL, key=_key(), webhook_secrets=_webhook_secrets())


@cache
def sandbox() -> SandboxRail:
    """The stand-in in its own process, over HTTP."""
    return SandboxRail("sandbox", settings.RAZORPAY_BASE_URL, key=_key(), webhook_secrets=_webhook_secrets())


@cache
def in_process() -> SandboxRail:
    """The stand-in inside this process, in the same file as its own process keeps (in memory for tests)."""
    from kadam.payments.gateways.sandbox import in_process_provider
    from kadam.payments.gateways.sandbox.transport import Transport

    rail = SandboxRail("sandbox", "http://sandbox.invalid", key=_key(), webhook_secrets=_webhook_secrets())
    rail._session.mount("http://sandbox.invalid", Transport(in_process_provider()))
    return rail


def _key() -> tuple[str, str]:
    return settings.RAZORPAY_KEY_ID, settings.RAZORPAY_KEY_SECRET


def _webhook_secrets() -> tuple[str, str]:
    return settings.RAZORPAY_WEBHOOK_SECRET, settings.RAZORPAY_WEBHOOK_SECRET_OLD


def _call(method: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    try:
        return method(*arguments, **options)
    except BadRequestError as no:
        if "idempotency key" in str(no):  # another worker is just doing it: look again later
            raise RailUnavailable() from no
        raise RailRefused(str(no)) from no
    except (GatewayError, ServerError) as failure:
        raise RailUnavailable() from failure


def _with_key(rows: Iterable[dict[str, Any]], key: str) -> dict[str, Any] | None:
    return next((row for row in rows if _notes(row).get("key") == key), None)


def _notes(entity: Mapping[str, Any]) -> dict[str, str]:
    notes = entity.get("notes")
    return notes if isinstance(notes, dict) else {}  # no notes come as an empty list


def _order(order: Mapping[str, Any], payment_id: str = "") -> OrderSeen:
    paid = order["status"] == "paid"
    return OrderSeen(order["id"], order.get("receipt") or "", order["amount"], paid, payment_id)


def _transfer(transfer: Mapping[str, Any]) -> TransferSeen:
    state = TRANSFER_STATES.get(transfer.get("status", "pending"), "pending")
    reason = (transfer.get("error") or {}).get("description") or ""
    return TransferSeen(transfer["id"], _notes(transfer).get("key", ""), transfer["amount"], state, reason)


def _refund(refund: Mapping[str, Any]) -> RefundSeen:
    state = refund["status"] if refund["status"] in {"processed", "failed"} else "pending"
    return RefundSeen(refund["id"], refund.get("receipt") or "", refund["amount"], state, "")


def _read(message: Mapping[str, Any]) -> Seen | None:
    payload = {name: part["entity"] for name, part in message["payload"].items() if "entity" in part}
    match message["event"]:
        case "order.paid":
            return _order(payload["order"], payload["payment"]["id"])
        case "payment.captured" if payload["payment"].get("order_id"):
            payment = payload["payment"]
            return OrderSeen(payment["order_id"], "", payment["amount"], True, payment["id"])
        case "payment.failed" if payload["payment"].get("order_id"):
            payment = payload["payment"]
            return AttemptFailed(payment["order_id"], payment["id"], payment.get("error_description") or "")
        case "transfer.processed" | "transfer.failed" | "transfer.reversed":
            return _transfer(payload["transfer"])
        case "refund.processed" | "refund.failed":
            return _refund(payload["refund"])
    return None
