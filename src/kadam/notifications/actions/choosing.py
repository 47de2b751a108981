"""What people do with what they were told: open it, put it away, choose what is mailed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.notifications.events import MailChosen
from kadam.notifications.models import MutedTopic, Notification
from kadam.notifications.topics import MUTABLE


def open_line(line: Notification, *, now: datetime) -> str:
    """Mark one line read, once; gives where it leads."""
    Notification.objects.filter(pk=line.pk, read_at=None).update(read_at=now)
    return line.link


def read_all(*, actor: Person, up_to: datetime, now: datetime) -> int:
    """Mark every line of the actor read that is not newer than `up_to`, what the page showed; gives how many."""
    unread = Notification.objects.filter(person=actor, read_at=None, at__lte=up_to)
    return unread.update(read_at=now)


def choose_mail(wanted: Collection[str], *, actor: Person, now: datetime) -> list[str]:
    """Mail the actor about the `wanted` topics and no other that may be muted; gives the muted ones.

    Recorded as MailChosen when anything changes. Topics that cannot be muted are mailed whatever is asked.
    """
    muted = [topic for topic in MUTABLE if topic not in wanted]
    with transaction.atomic():
        rows = MutedTopic.objects.filter(person=actor)
        before = set(rows.values_list("topic", flat=True))
        if before == set(muted):
            return muted
        rows.exclude(topic__in=muted).delete()
        MutedTopic.objects.bulk_create(
            [MutedTopic(person=actor, topic=topic) for topic in muted if topic not in before],
            ignore_conflicts=True,
        )
        journal.record(MailChosen(f"person:{actor.code}", muted), actor=actor.code, now=now)
    return muted
