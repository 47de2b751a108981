"""Recording what happened, and delivering it."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q

from kadam.journal.models import Delivery, Event, Pulse
from kadam.journal.registry import DomainEvent, Heard, data_of, find_subscriber, kind_of, subscribers_of
from kadam.journal.states import DELIVERY
from kadam.kit.transitions import StaleState

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
ATTEMPTS_MAX = 12  # with doubling waits, about three days


def record(event: DomainEvent, *, actor: str = "", now: datetime) -> Event:
    """Write down what happened, and owe it to every subscriber, in the caller's transaction.

    `actor` is the code of the person who acted, empty for a clock. Nothing is delivered unless the caller commits.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("journal.record belongs inside the transaction of the thing it records.")
    kind = kind_of(event)
    row = Event.objects.create(kind=kind, at=now, actor=actor, subject=event.subject, data=data_of(event))
    Delivery.objects.bulk_create(
        [Delivery(event=row, subscriber=name, due_at=now) for name in subscribers_of(kind)]
    )
    return row


def claim_due(*, now: datetime, limit: int = 20) -> list[Delivery]:
    """Lease up to `limit` deliveries that are due, or whose worker died holding them, oldest first."""
    due = Q(state="due", due_at__lte=now) | Q(state="leased", leased_until__lte=now)
    claimed = []
    for delivery in Delivery.objects.filter(due).select_related("event").order_by("due_at", "id")[:limit]:
        try:
            DELIVERY.move(
                delivery, "lease", only_if=due, leased_until=now + LEASE, attempts=F("attempts") + 1
            )
        except StaleState:
            continue  # another worker was faster
        delivery.attempts += 1
        claimed.append(delivery)
    return claimed


def deliver(delivery: Delivery, *, now: datetime) -> bool:
    """Let the subscriber hear the event, outside any transaction; True when it did.

    A failure is kept with its reason and tried again with doubling waits; after ATTEMPTS_MAX it is buried
    and shown to staff. A worker killed in the middle leaves a lease that runs out: the subscriber then hears
    the event again, which is why a subscriber must be idempotent (`Heard.code` is its key).
    """
    event = delivery.event
    function = find_subscriber(event.kind, delivery.subscriber)
    try:
        if function is not None:
            function(Heard(event.code, event.kind, event.at, event.actor, event.subject, event.data))
    except Exception as failure:
        log.warning("Delivery %s to %s failed: %r", event, delivery.subscriber, failure)
        _put_off(delivery, repr(failure), now)
        return False
    DELIVERY.move(delivery, "finish", leased_until=None, error="")
    return True


def _put_off(delivery: Delivery, error: str, now: datetime) -> None:
    step = "bury" if delivery.attempts >= ATTEMPTS_MAX else "retry"
    wait = timedelta(seconds=min(2**delivery.attempts, 3600 * 12))
    DELIVERY.move(delivery, step, leased_until=None, error=error[:2000], due_at=now + wait)


def deliver_due(*, now: datetime, limit: int = 20) -> int:
    """Claim and deliver one batch; how many were claimed."""
    claimed = claim_due(now=now, limit=limit)
    for delivery in claimed:
        deliver(delivery, now=now)
    return len(claimed)


def drain(*, now: datetime, rounds: int = 1000) -> int:
    """Deliver until nothing is due: for the demo's loader and for tests; the worker loops by itself."""
    total = 0
    for _round in range(rounds):
        count = deliver_due(now=now, limit=200)
        total += count
        if not count:
            return total
    raise RuntimeError("The journal does not run dry: two subscribers feed each other.")


def revive(*, now: datetime) -> int:
    """Make every buried delivery due again; how many."""
    with transaction.atomic():
        return Delivery.objects.filter(state="dead").update(state="due", due_at=now, attempts=0)


def beat(name: str, *, now: datetime, note: str = "") -> None:
    """A sign of life of a background process. `now` is real time."""
    Pulse.objects.update_or_create(name=name, defaults={"at": now, "note": note[:200]})
