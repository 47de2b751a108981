"""The provider's entities as it writes them (shapes of its documentation and of its SDK's own test data)."""

from __future__ import annotations

from typing import Any

from kadam.payments.gateways.sandbox.store import Entity

NO_ERROR = {"code": None, "description": None, "field": None, "source": None, "step": None, "reason": None}


def order(number: str, *, amount: int, receipt: str, notes: Any, at: int) -> Entity:
    """A request for a payment."""
    return {
        "id": number, "entity": "order", "amount": amount, "amount_paid": 0, "amount_due": amount,
        "currency": "INR", "receipt": receipt, "offer_id": None, "status": "created", "attempts": 0,
        "notes": notes or [], "created_at": at,
    }  # fmt: skip


def payment(number: str, *, of: Entity, vpa: str, at: int) -> Entity:
    """An attempt to pay an order, not yet decided."""
    return {
        "id": number, "entity": "payment", "amount": of["amount"], "currency": "INR", "status": "created",
        "order_id": of["id"], "invoice_id": None, "international": False, "method": "upi", "amount_refunded": 0,
        "amount_transferred": 0, "refund_status": None, "captured": False, "description": None, "card_id": None,
        "bank": None, "wallet": None, "vpa": vpa, "email": "accounts@example.in", "contact": "+919876543210",
        "notes": of["notes"], "fee": 0, "tax": 0, "error_code": None, "error_description": None,
        "error_source": None, "error_step": None, "error_reason": None, "acquirer_data": {"rrn": None},
        "created_at": at,
    }  # fmt: skip


def transfer(number: str, *, source: str, asked: Entity, at: int) -> Entity:
    """Money on its way to a linked account."""
    on_hold = bool(asked.get("on_hold"))
    return {
        "id": number, "entity": "transfer", "status": "pending", "source": source, "recipient": asked["account"],
        "amount": asked["amount"], "currency": "INR", "amount_reversed": 0, "fees": 0, "tax": 0,
        "notes": asked.get("notes") or [], "linked_account_notes": asked.get("linked_account_notes") or [],
        "on_hold": on_hold, "on_hold_until": asked.get("on_hold_until"),
        "settlement_status": "on_hold" if on_hold else "pending", "recipient_settlement_id": None,
        "created_at": at, "processed_at": None, "error": {**NO_ERROR, "id": number, "metadata": None},
    }  # fmt: skip


def reversal(number: str, *, of: Entity, amount: int, at: int) -> Entity:
    """A transfer taken back."""
    return {
        "id": number, "entity": "reversal", "transfer_id": of["id"], "amount": amount, "fee": 0, "tax": 0,
        "currency": "INR", "notes": [], "initiator_id": None, "customer_refund_id": None, "utr": None,
        "created_at": at,
    }  # fmt: skip


def refund(number: str, *, of: Entity, asked: Entity, at: int) -> Entity:
    """Money of a payment on its way back."""
    return {
        "id": number, "entity": "refund", "amount": asked["amount"], "currency": "INR", "payment_id": of["id"],
        "notes": asked.get("notes") or [], "receipt": asked.get("receipt"), "acquirer_data": {"arn": None},
        "created_at": at, "batch_id": None, "status": "pending", "speed_processed": "normal",
        "speed_requested": asked.get("speed") or "normal",
    }  # fmt: skip


def account(number: str, *, asked: Entity, at: int) -> Entity:
    """A linked account."""
    kept = (
        "email",
        "phone",
        "legal_business_name",
        "contact_name",
        "business_type",
        "reference_id",
        "profile",
    )
    return {
        "id": number, "type": "route", "status": "created", **{name: asked.get(name) for name in kept},
        "customer_facing_business_name": asked.get("legal_business_name"), "legal_info": asked.get("legal_info") or {},
        "notes": asked.get("notes") or [], "created_at": at,
    }  # fmt: skip


def stakeholder(number: str, *, asked: Entity) -> Entity:
    """A person behind a linked account."""
    return {
        "id": number,
        "entity": "stakeholder",
        **{name: asked.get(name) for name in ("name", "email", "kyc")},
    }


def product(number: str, *, of: Entity, settlements: Entity, at: int) -> Entity:
    """What a linked account may do; active once it has somewhere to settle to."""
    missing = not settlements
    requirement = {
        "field_reference": "settlements.account_number", "status": "required", "reason_code": "field_missing",
        "resolution_url": f"/accounts/{of['id']}/products/{number}",
    }  # fmt: skip
    return {
        "id": number, "account_id": of["id"], "product_name": "route", "requested_at": at,
        "active_configuration": {"settlements": settlements}, "requested_configuration": {},
        "activation_status": "needs_clarification" if missing else "activated",
        "requirements": [requirement] if missing else [], "tnc": {"accepted": True},
    }  # fmt: skip


def collection(items: list[Entity]) -> Entity:
    """A list, as the provider wraps one."""
    return {"entity": "collection", "count": len(items), "items": items}


def event(name: str, parts: dict[str, Entity], *, at: int) -> Entity:
    """A webhook's body."""
    payload = {kind: {"entity": entity} for kind, entity in parts.items()}
    return {
        "entity": "event", "account_id": "acc_SANDBOXKADAM01", "event": name, "contains": list(parts),
        "payload": payload, "created_at": at,
    }  # fmt: skip


def error(description: str, *, code: str = "BAD_REQUEST_ERROR", field: str | None = None) -> Entity:
    """Why a request was refused."""
    body: Entity = {**NO_ERROR, "code": code, "description": description, "metadata": {}}
    if field:
        body |= {"field": field, "source": "business", "step": "payment_initiation"}
    return {"error": {**body, "reason": "input_validation_failed" if field else "NA"}}
