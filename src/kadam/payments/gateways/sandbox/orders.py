"""Orders and the payments made on them."""

from __future__ import annotations

from kadam.payments.gateways.sandbox import shapes
from kadam.payments.gateways.sandbox.desk import Desk, Problem, amount_of
from kadam.payments.gateways.sandbox.store import Entity

FAILING_UPI_ID = "failure@razorpay"


def create_order(desk: Desk, ask: Entity) -> Entity:
    """POST /v1/orders."""
    amount = amount_of(ask)
    receipt = ask.get("receipt") or ""
    if len(receipt) > 40:
        raise Problem("The receipt may not be greater than 40 characters.", field="receipt")
    notes = ask.get("notes") or {}
    if len(notes) > 15 or any(len(str(text)) > 256 for text in dict(notes).values()):
        raise Problem("Number of fields in notes should be less than or equal to 15", field="notes")
    number = desk.store.new_id("order")
    order = shapes.order(number, amount=amount, receipt=receipt, notes=notes, at=desk.now())
    return desk.store.add("order", order, receipt=receipt)


def list_orders(desk: Desk, ask: Entity) -> Entity:
    """GET /v1/orders, newest first, by receipt if one is given."""
    count, skip = int(ask.get("count", 10)), int(ask.get("skip", 0))
    found = desk.store.listed("order", receipt=ask.get("receipt"), count=min(count, 100), skip=skip)
    return shapes.collection(found)


def fetch_order(desk: Desk, order_id: str, ask: Entity) -> Entity:
    """GET /v1/orders/:id."""
    return desk.find("order", order_id)


def order_payments(desk: Desk, order_id: str, ask: Entity) -> Entity:
    """GET /v1/orders/:id/payments."""
    return shapes.collection(desk.store.children("payment", desk.find("order", order_id)["id"]))


def fetch_payment(desk: Desk, payment_id: str, ask: Entity) -> Entity:
    """GET /v1/payments/:id."""
    return desk.find("payment", payment_id)


def capture(desk: Desk, payment_id: str, ask: Entity) -> Entity:
    """POST /v1/payments/:id/capture."""
    payment = desk.find("payment", payment_id)
    if payment["status"] == "captured":
        raise Problem("This payment has already been captured")
    if payment["status"] != "authorized":
        raise Problem("Only payments which have been authorized and not yet captured can be captured")
    if amount_of(ask) != payment["amount"]:
        raise Problem("Capture amount must be equal to the amount authorized", field="amount")
    return _captured(desk, payment)


def pay(desk: Desk, order_id: str, ask: Entity) -> Entity:
    """POST /sandbox/orders/:id/pay: the customer's bank. Once paid, paying again changes nothing."""
    order = desk.find("order", order_id)
    if order["status"] == "paid":
        return next(one for one in desk.store.children("payment", order_id) if one["status"] == "captured")
    vpa = ask.get("vpa") or "success@razorpay"
    payment = shapes.payment(desk.store.new_id("pay"), of=order, vpa=vpa, at=desk.now())
    desk.store.add("payment", payment, parent=order_id)
    desk.store.change(order, status="attempted", attempts=order["attempts"] + 1)
    if vpa == FAILING_UPI_ID:
        return _failed(desk, payment)
    payment = desk.store.change(payment, status="authorized")
    desk.tell("payment.authorized", payment=payment)
    return payment if ask.get("authorize_only") else _captured(desk, payment)


def _failed(desk: Desk, payment: Entity) -> Entity:
    text = "Your payment could not be completed: the bank declined it."
    payment = desk.store.change(
        payment,
        status="failed",
        error_code="BAD_REQUEST_ERROR",
        error_description=text,
        error_source="issuer",
        error_step="payment_authorization",
        error_reason="payment_declined",
    )
    desk.tell("payment.failed", payment=payment)
    return payment


def _captured(desk: Desk, payment: Entity) -> Entity:
    payment = desk.store.change(payment, status="captured", captured=True)
    order = desk.find("order", payment["order_id"])
    order = desk.store.change(order, status="paid", amount_paid=payment["amount"], amount_due=0)
    desk.tell("payment.captured", payment=payment)
    desk.tell("order.paid", payment=payment, order=order)
    return payment
