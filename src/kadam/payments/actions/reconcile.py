"""When the provider's word stays away, we ask for it: every lost webhook is healed here."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from kadam.kit.transitions import StaleState
from kadam.payments.actions.payouts import send_payout
from kadam.payments.actions.refunds import retry_refund, send_refund
from kadam.payments.actions.webhooks import apply
from kadam.payments.gateways import Rail, RailRefused, RailUnavailable, Seen, rail_for
from kadam.payments.models import Funding, Payout, PayoutAccount, Refund

log = logging.getLogger(__name__)

PATIENCE = timedelta(minutes=2)  # how long the provider's word may take before we ask
SELDOM = timedelta(hours=1)  # between two questions about something older than this
RETRY = timedelta(hours=6)  # before a failed refund is sent again
ATTEMPTS_MAX = 6
BATCH = 50


def reconcile(*, now: datetime) -> int:
    """Ask the provider about what is stuck, and send what was not sent; how many things were looked at.

    Stops quietly when the provider does not answer: the next turn of the clock asks again.
    """
    try:
        return sum(step(now) for step in (_fundings, _payouts, _refunds, _unsent, _failed_refunds))
    except RailUnavailable:
        log.warning("The payment provider does not answer; what is stuck is asked for again.")
        return 0


def _stuck(rows: QuerySet[Any], since: str, now: datetime) -> list[Any]:
    old = Q(**{f"{since}__lte": now - SELDOM})
    asked_lately = Q(asked_at__gt=now - PATIENCE) | (old & Q(asked_at__gt=now - SELDOM))
    waiting = rows.filter(**{f"{since}__lte": now - PATIENCE}).filter(Q(asked_at=None) | ~asked_lately)
    return list(waiting.order_by("id")[:BATCH])


def _ask(row: Model, question: Callable[[], Seen], now: datetime) -> int:
    """One question; what the provider does not know or refuses to say changes nothing."""
    type(row)._base_manager.filter(pk=row.pk).update(asked_at=now)
    try:
        seen = question()
    except RailRefused as no:
        log.warning("The payment provider will not say how %r stands: %s", row, no)
        return 1
    with transaction.atomic():
        apply(seen, now=now)
    return 1


def _fundings(now: datetime) -> int:
    tried = Funding.objects.filter(state="requested", tried_at__isnull=False).exclude(order_id="")
    rows = _stuck(tried, "tried_at", now)
    return sum(_ask(row, partial(rail_for(row.rail).fetch_order, row.order_id), now) for row in rows)


def _payouts(now: datetime) -> int:
    rows = _stuck(Payout.objects.filter(state="sent").select_related("hold__funding"), "sent_at", now)
    return sum(_ask(row, partial(_rail_of(row).fetch_transfer, row.transfer_id), now) for row in rows)


def _refunds(now: datetime) -> int:
    rows = _stuck(Refund.objects.filter(state="sent").select_related("hold__funding"), "sent_at", now)
    return sum(_ask(row, partial(_rail_of(row).fetch_refund, row.refund_id), now) for row in rows)


def _rail_of(row: Payout | Refund) -> Rail:
    return rail_for(row.hold.funding.rail)


def _unsent(now: datetime) -> int:
    """What the subscriber should have sent: its delivery may lie buried after a long outage."""
    has_account = Exists(PayoutAccount.objects.filter(person=OuterRef("payee")))
    payouts = _stuck(Payout.objects.filter(has_account, state="due"), "due_at", now)
    refunds = _stuck(Refund.objects.filter(state="due"), "due_at", now)
    for payout in payouts:
        Payout.objects.filter(pk=payout.pk).update(asked_at=now)
        send_payout(payout.code, now=now)
    for refund in refunds:
        Refund.objects.filter(pk=refund.pk).update(asked_at=now)
        send_refund(refund.code, now=now)
    return len(payouts) + len(refunds)


def _failed_refunds(now: datetime) -> int:
    failed = Refund.objects.filter(state="failed", attempt__lt=ATTEMPTS_MAX, due_at__lte=now - RETRY)
    rows = list(failed.select_related("hold").order_by("id")[:BATCH])
    for refund in rows:
        try:
            retry_refund(refund, now=now)
        except StaleState:
            continue
    return len(rows)
