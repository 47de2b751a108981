"""Money that leaves a payment: transfers to linked accounts, their reversals, and refunds."""

from __future__ import annotations

from typing import Any

from kadam.payments.gateways.sandbox import shapes
from kadam.payments.gateways.sandbox.accounts import active, refuses_money
from kadam.payments.gateways.sandbox.desk import Desk, Problem, amount_of
from kadam.payments.gateways.sandbox.store import Entity


def transfer_payment(desk: Desk, payment_id: str, ask: Entity) -> Entity:
    """POST /v1/payments/:id/transfers: never more than was captured, and none once a refund began."""
    payment = desk.find("payment", payment_id)
    if not payment["captured"]:
        raise Problem("Only captured payments can be transferred")
    if payment["amount_refunded"]:
        raise Problem("Transfers cannot be made on a payment that has been refunded")
    asked: list[Any] = ask.get("transfers") or []
    if not asked:
        raise Problem("The transfers field is required.", field="transfers")
    total = sum(amount_of(one) for one in asked)
    if payment["amount_transferred"] + total > payment["amount"]:
        raise Problem(
            "The sum of amount requested for transfer is greater than the captured amount", field="amount"
        )
    made = [_make(desk, payment_id, one) for one in asked]
    desk.store.change(payment, amount_transferred=payment["amount_transferred"] + total)
    return shapes.collection(made)


def transfer_directly(desk: Desk, ask: Entity) -> Entity:
    """POST /v1/transfers: from the balance with the provider, never more than it."""
    if amount_of(ask) > balance(desk):
        raise Problem("Your account does not have enough balance to carry out the transfer operation.")
    return _make(desk, "acc_SANDBOXKADAM01", ask)


def _make(desk: Desk, source: str, asked: Entity) -> Entity:
    account = desk.store.get("account", asked.get("account") or "")
    if account is None or not active(desk, account):
        raise Problem("The account provided is not activated for transfers", field="account")
    transfer = shapes.transfer(desk.store.new_id("trf"), source=source, asked=asked, at=desk.now())
    desk.store.add("transfer", transfer, parent=source)
    if not transfer["on_hold"]:
        desk.later("transfer", transfer["id"])
    return transfer


def settle_transfer(desk: Desk, transfer_id: str) -> None:
    """The student's bank takes the money, or refuses it."""
    transfer = desk.find("transfer", transfer_id)
    if transfer["status"] != "pending":
        return
    if refuses_money(desk, transfer["recipient"]):
        text = "The beneficiary's bank did not accept the transfer."
        error = {
            **transfer["error"],
            "code": "BAD_REQUEST_ERROR",
            "description": text,
            "reason": "payment_failed",
        }
        transfer = desk.store.change(transfer, status="failed", settlement_status=None, error=error)
        _give_back(desk, transfer["source"], transfer["amount"])
        desk.tell("transfer.failed", transfer=transfer)
        return
    settled = {"settlement_status": "settled", "recipient_settlement_id": desk.store.new_id("setl")}
    transfer = desk.store.change(transfer, status="processed", processed_at=desk.now(), **settled)
    desk.tell("transfer.processed", transfer=transfer)


def _give_back(desk: Desk, source: str, amount: int) -> None:
    if payment := desk.store.get("payment", source):
        desk.store.change(payment, amount_transferred=payment["amount_transferred"] - amount)


def list_transfers(desk: Desk, ask: Entity) -> Entity:
    """GET /v1/transfers, newest first."""
    count, skip = min(int(ask.get("count", 10)), 100), int(ask.get("skip", 0))
    return shapes.collection(desk.store.listed("transfer", receipt=None, count=count, skip=skip))


def payment_transfers(desk: Desk, payment_id: str, ask: Entity) -> Entity:
    """GET /v1/payments/:id/transfers."""
    return shapes.collection(desk.store.children("transfer", desk.find("payment", payment_id)["id"]))


def fetch_transfer(desk: Desk, transfer_id: str, ask: Entity) -> Entity:
    """GET /v1/transfers/:id."""
    return desk.find("transfer", transfer_id)


def edit_transfer(desk: Desk, transfer_id: str, ask: Entity) -> Entity:
    """PATCH /v1/transfers/:id: hold its settlement, or let it go."""
    transfer = desk.find("transfer", transfer_id)
    if transfer["settlement_status"] == "settled":
        raise Problem("The transfer has already been settled")
    on_hold = bool(ask.get("on_hold"))
    status = "on_hold" if on_hold else "pending"
    until = ask.get("on_hold_until")
    transfer = desk.store.change(transfer, on_hold=on_hold, on_hold_until=until, settlement_status=status)
    if not on_hold:
        desk.later("transfer", transfer_id)
    return transfer


def reverse_transfer(desk: Desk, transfer_id: str, ask: Entity) -> Entity:
    """POST /v1/transfers/:id/reversals: back into the payment."""
    transfer = desk.find("transfer", transfer_id)
    left = transfer["amount"] - transfer["amount_reversed"]
    amount = amount_of({**ask, "amount": ask.get("amount") or left})
    if transfer["status"] == "failed" or amount > left:
        raise Problem("The reversal amount is greater than the amount available", field="amount")
    number = desk.store.new_id("rvrsl")
    reversal = shapes.reversal(number, of=transfer, amount=amount, at=desk.now())
    desk.store.add("reversal", reversal, parent=transfer_id)
    status = "reversed" if amount == left else "partially_reversed"
    transfer = desk.store.change(
        transfer, status=status, amount_reversed=transfer["amount_reversed"] + amount
    )
    _give_back(desk, transfer["source"], amount)
    if status == "reversed":
        desk.tell("transfer.reversed", transfer=transfer)
    return reversal


def list_reversals(desk: Desk, transfer_id: str, ask: Entity) -> Entity:
    """GET /v1/transfers/:id/reversals."""
    return shapes.collection(desk.store.children("reversal", desk.find("transfer", transfer_id)["id"]))


def refund_payment(desk: Desk, payment_id: str, ask: Entity) -> Entity:
    """POST /v1/payments/:id/refund: what was neither refunded nor transferred."""
    payment = desk.find("payment", payment_id)
    if not payment["captured"]:
        raise Problem("The payment status should be captured for action to be taken")
    left = payment["amount"] - payment["amount_refunded"]
    amount = amount_of({**ask, "amount": ask.get("amount") or left})
    if amount > left - payment["amount_transferred"]:
        raise Problem("The total refund amount is greater than the refund payment amount", field="amount")
    refund = shapes.refund(
        desk.store.new_id("rfnd"), of=payment, asked={**ask, "amount": amount}, at=desk.now()
    )
    desk.store.add("refund", refund, parent=payment_id)
    status = "full" if amount == left else "partial"
    refunded = payment["amount_refunded"] + amount
    payment = desk.store.change(payment, amount_refunded=refunded, refund_status=status)
    desk.tell("refund.created", refund=refund, payment=payment)
    desk.later("refund", refund["id"])
    return refund


def settle_refund(desk: Desk, refund_id: str) -> None:
    """The company's bank has it back."""
    refund = desk.find("refund", refund_id)
    if refund["status"] == "pending":
        refund = desk.store.change(refund, status="processed", acquirer_data={"arn": refund_id[-12:]})
        desk.tell("refund.processed", refund=refund, payment=desk.find("payment", refund["payment_id"]))


def payment_refunds(desk: Desk, payment_id: str, ask: Entity) -> Entity:
    """GET /v1/payments/:id/refunds."""
    return shapes.collection(desk.store.children("refund", desk.find("payment", payment_id)["id"]))


def fetch_refund(desk: Desk, refund_id: str, ask: Entity) -> Entity:
    """GET /v1/refunds/:id."""
    return desk.find("refund", refund_id)


def balance(desk: Desk) -> int:
    """What the provider holds for the instance, in paise."""
    own = totals(desk)
    return own["captured"] - own["refunded"] - own["transferred"] + own["reversed"]


TOTALS = {
    "captured": "kind = 'payment' AND body ->> '$.captured' = 1",
    "refunded": "kind = 'refund' AND body ->> '$.status' <> 'failed'",
    "refunds_processed": "kind = 'refund' AND body ->> '$.status' = 'processed'",
    "transferred": "kind = 'transfer' AND body ->> '$.status' <> 'failed'",
    "transfers_processed": "kind = 'transfer' AND body ->> '$.status' NOT IN ('failed', 'pending')",
    "reversed": "kind = 'reversal'",
}


def totals(desk: Desk) -> dict[str, int]:
    """The provider's own record of all money in paise, to hold against an instance's books."""
    select = "SELECT COALESCE(SUM(body ->> '$.amount'), 0) FROM entity WHERE "
    return {name: int(desk.store.run(select + where)[0][0]) for name, where in TOTALS.items()}
