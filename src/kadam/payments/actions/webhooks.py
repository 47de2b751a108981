"""What the provider tells us: kept as it came, at once; acted on after, exactly once, in whatever order it comes."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction

from kadam.journal.actions import record
from kadam.payments.actions.funding import mark_attempt_failed, mark_paid
from kadam.payments.actions.payouts import apply_transfer
from kadam.payments.actions.refunds import apply_refund
from kadam.payments.events import PaymentUnmatched, WebhookReceived
from kadam.payments.gateways import (
    AttemptFailed,
    OrderSeen,
    Rail,
    RefundSeen,
    Seen,
    TransferSeen,
    rail_for,
    rail_name,
)
from kadam.payments.models import Funding, WebhookReceipt

DOOR = "route"  # of both the provider and its stand-in


def take_webhook(*, body: bytes, signature: str, event_id: str, now: datetime) -> bool:
    """Keep a signed message of the provider, and owe it to the worker if it concerns us; False when known.

    Raises BadSignature. A message without an id is known by its text.
    """
    rail = rail_for(rail_name())
    rail.verify(body=body, signature=signature)
    text, name = body.decode(), event_id[:80] or hashlib.sha256(body).hexdigest()
    done_at = None if _concerns_us(rail, text) else now
    try:
        with transaction.atomic():
            receipt = WebhookReceipt.objects.create(
                rail=DOOR, event_id=name, body=text, received_at=now, applied_at=done_at
            )
            if done_at is None:
                record(WebhookReceived(f"webhook:{receipt.pk}"), now=now)
    except IntegrityError:
        return False
    return True


def _concerns_us(rail: Rail, body: str) -> bool:
    """Whether there is anything to do; a message that cannot be read is for the worker, and so for staff."""
    try:
        return rail.read(body) is not None
    except (AttributeError, KeyError, TypeError, ValueError):
        return True


def apply_webhook(number: int, *, now: datetime) -> bool:
    """Act on a message that was kept; False when it was acted on before, or changes nothing."""
    receipt = WebhookReceipt.objects.get(pk=number)
    if receipt.applied_at is not None:
        return False
    rail = rail_for(rail_name())
    seen = rail.read(receipt.body)
    if isinstance(seen, OrderSeen | AttemptFailed):
        seen = _with_key(rail, seen)
    with transaction.atomic():
        if not WebhookReceipt.objects.filter(pk=number, applied_at=None).update(applied_at=now):
            return False
        return apply(seen, now=now)


def _with_key(rail: Rail, seen: OrderSeen | AttemptFailed) -> Seen:
    """An order we have not noted yet (we died between its making and our commit) is asked for its receipt."""
    order_id = seen.id if isinstance(seen, OrderSeen) else seen.order_id
    if Funding.objects.filter(order_id=order_id).exists() or (isinstance(seen, OrderSeen) and seen.key):
        return seen
    order = rail.fetch_order(order_id)
    Funding.objects.filter(code=order.key, order_id="").update(order_id=order.id)
    if isinstance(seen, OrderSeen):
        return OrderSeen(seen.id, order.key, seen.amount_paise, seen.paid, seen.payment_id)
    return seen


def apply(seen: Seen | None, *, now: datetime) -> bool:
    """Believe what the provider says, in the caller's transaction; False when it changes nothing."""
    match seen:
        case OrderSeen(paid=True):
            funding = _funding(seen.id, seen.key)
            return _stray(seen.id, now) if funding is None else mark_paid(funding, seen, now=now)
        case AttemptFailed():
            funding = _funding(seen.order_id, "")
            return funding is not None and mark_attempt_failed(funding, seen, now=now)
        case TransferSeen():
            return apply_transfer(seen, now=now)
        case RefundSeen():
            return apply_refund(seen, now=now)
    return False


def _funding(order_id: str, key: str) -> Funding | None:
    found = Funding.objects.filter(order_id=order_id).first()
    return found or (Funding.objects.filter(code=key).first() if key else None)


def _stray(order_id: str, now: datetime) -> bool:
    text = f"Order {order_id} was paid and is none of ours."
    record(PaymentUnmatched(f"order:{order_id}"[:40], text), now=now)
    return False
