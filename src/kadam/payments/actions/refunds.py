"""Money on its way back to a company: told to the provider, believed only when the provider says so."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from kadam.journal.actions import record
from kadam.kit.transitions import StaleState
from kadam.ledger import accounts
from kadam.ledger.actions import post
from kadam.ledger.queries import is_posted
from kadam.payments.events import PaymentUnmatched, RefundCompleted, RefundFailed, RefundRetried
from kadam.payments.gateways import RailRefused, RefundSeen, rail_for
from kadam.payments.models import Refund
from kadam.payments.states import REFUND


def send_refund(code: str, *, now: datetime) -> bool:
    """Tell the provider to send a refund that is due, once for each attempt. Outside every transaction.

    When the provider refuses, it counts as failed and is tried again later. Raises RailUnavailable.
    """
    refund = Refund.objects.select_related("hold__funding").get(code=code)
    if refund.state != "due":
        return False
    funding = refund.hold.funding
    key = f"{refund.code}-{refund.attempt}"
    try:
        seen = rail_for(funding.rail).refund(
            key=key, payment_id=funding.payment_id, amount_paise=refund.amount_paise
        )
    except RailRefused as no:
        seen = RefundSeen("", key, refund.amount_paise, "failed", str(no))
    with suppress(StaleState), transaction.atomic():
        if seen.id:
            step = {"refund_id": seen.id, "sent_at": now, "note": ""}
            REFUND.move(refund, "send", only_if=Q(attempt=refund.attempt), **step)
    if seen.state != "pending":
        with transaction.atomic():
            apply_refund(seen, now=now)
    return True


def retry_refund(refund: Refund, *, now: datetime) -> Refund:
    """Send a failed refund again, as a new attempt, after commit. Raises StaleState."""
    with transaction.atomic():
        anew: dict[str, Any] = {"refund_id": "", "due_at": now, "sent_at": None, "asked_at": None}
        attempt = refund.attempt
        REFUND.move(refund, "retry", only_if=Q(attempt=attempt), attempt=attempt + 1, **anew)
        record(RefundRetried(f"refund:{refund.code}", refund.hold.code), now=now)
        return refund


def apply_refund(seen: RefundSeen, *, now: datetime) -> bool:
    """Believe what the provider says about a refund, in the caller's transaction; False when it changes nothing."""
    code, _dash, number = seen.key.rpartition("-")
    known = Q(code=code) if code else Q(refund_id=seen.id)
    refund = Refund.objects.select_related("hold__funding").filter(known).first()
    if refund is None or seen.amount_paise != refund.amount_paise:
        text = f"Refund {seen.id} of {seen.amount_paise} paise fits none of ours."
        record(PaymentUnmatched(f"refund:{code or seen.id}"[:40], text), now=now)
        return False
    attempt = int(number) if number.isdigit() else refund.attempt
    try:
        if seen.state == "processed":
            return _done(refund, attempt, seen, now)
        return seen.state == "failed" and _failed(refund, attempt, seen, now)
    except StaleState:
        return False


def _done(refund: Refund, attempt: int, seen: RefundSeen, now: datetime) -> bool:
    key = f"refund:{refund.code}:done"
    try:
        REFUND.move(refund, "complete", only_if=Q(attempt=attempt), refund_id=seen.id, done_at=now, note="")
    except StaleState:
        if not is_posted(key):
            text = f"Refund {seen.id} went through after it had failed."
            record(PaymentUnmatched(f"refund:{refund.code}", text), now=now)
        return False
    lines = [
        (accounts.refundable(refund.hold.code), -refund.amount_paise),
        (accounts.outside(refund.hold.funding.rail), refund.amount_paise),
    ]
    post(key=key, kind="returned", lines=lines, at=now)
    record(RefundCompleted(f"refund:{refund.code}", refund.hold.code, refund.amount_paise), now=now)
    return True


def _failed(refund: Refund, attempt: int, seen: RefundSeen, now: datetime) -> bool:
    REFUND.move(refund, "fail", only_if=Q(attempt=attempt), refund_id=seen.id, note=seen.reason[:200])
    record(RefundFailed(f"refund:{refund.code}", refund.hold.code, seen.reason), now=now)
    return True
