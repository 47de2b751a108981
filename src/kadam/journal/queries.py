"""Reading the journal: for staff, for audits, for the health of the queue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet

from kadam.journal.models import Delivery, Event, Pulse
from kadam.kit.paging import Page, keyset_page

ALIVE = timedelta(seconds=45)


@dataclass(frozen=True)
class QueueHealth:
    """How the deliveries stand. `oldest_due_at` is None when nothing waits."""

    waiting: int
    late: int
    dead: int
    oldest_due_at: datetime | None


def queue_health(*, now: datetime) -> QueueHealth:
    """One query: how many deliveries wait, are over a minute late, or are buried."""
    waiting = Q(state__in=["due", "leased"])
    row = Delivery.objects.filter(waiting | Q(state="dead")).aggregate(
        waiting=Count("id", filter=waiting),
        late=Count("id", filter=waiting & Q(due_at__lt=now - timedelta(minutes=1))),
        dead=Count("id", filter=Q(state="dead")),
        oldest=Min("due_at", filter=waiting),
    )
    return QueueHealth(row["waiting"], row["late"], row["dead"], row["oldest"])


def buried(limit: int = 50) -> list[Delivery]:
    """Deliveries that were given up, newest first, with their events."""
    return list(Delivery.objects.filter(state="dead").select_related("event").order_by("-id")[:limit])


def history(subject: str, limit: int = 200) -> list[Event]:
    """What happened to one thing, oldest first."""
    return list(Event.objects.filter(subject=subject).order_by("id")[:limit])


def recent(limit: int = 50, before: int | None = None) -> list[Event]:
    """The newest events of the instance, newest first, before the row `before` when given."""
    rows = Event.objects.all() if before is None else Event.objects.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])


def silent(names: list[str], *, now: datetime) -> list[str]:
    """Which of the named background processes gave no sign of life lately. `now` is real time."""
    alive = set(Pulse.objects.filter(name__in=names, at__gte=now - ALIVE).values_list("name", flat=True))
    return [name for name in names if name not in alive]


def events_page(subject: str, cursor: str | None = None, size: int = 50) -> Page[Event]:
    """What happened to one thing, newest first. One query a page."""
    return _page(Event.objects.filter(subject=subject), cursor, size)


def acts_page(actor: str, cursor: str | None = None, size: int = 50) -> Page[Event]:
    """What one person did, newest first, by their code. One query a page."""
    return _page(Event.objects.filter(actor=actor), cursor, size)


def recent_page(cursor: str | None = None, size: int = 50, without: Sequence[str] = ()) -> Page[Event]:
    """Everything that happened on this instance but the kinds `without`, newest first. One query a page."""
    return _page(Event.objects.exclude(kind__in=without), cursor, size)


def _page(rows: QuerySet[Event], cursor: str | None, size: int) -> Page[Event]:
    return keyset_page(rows, order=["-id"], cursor=cursor, size=size, key=lambda row: [row.pk])


def buried_page(cursor: str | None = None, size: int = 20) -> Page[Delivery]:
    """Deliveries that were given up, newest first, with their events. One query a page."""
    rows = Delivery.objects.filter(state="dead").select_related("event")
    return keyset_page(rows, order=["-id"], cursor=cursor, size=size, key=lambda row: [row.pk])


def pulses() -> list[Pulse]:
    """The last sign of life of every background process, by name. One query."""
    return list(Pulse.objects.order_by("name"))
