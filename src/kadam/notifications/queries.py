"""Reading what was told: each person their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404

from kadam.identity.models import Person
from kadam.kit.paging import Page, keyset_page
from kadam.notifications.models import MailboxMessage, MutedTopic, Notification
from kadam.notifications.topics import TOPICS, Topic

NEW_MAX = 50  # unread lines on a page


@dataclass(frozen=True)
class Line:
    """One piece of news in a person's list."""

    event: str
    topic: Topic
    title: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Choice:
    """A topic, and whether the person is mailed about it."""

    topic: Topic
    mailed: bool


@dataclass(frozen=True)
class KeptMail:
    """One message that was kept instead of sent."""

    code: str
    to: str
    subject: str
    at: datetime


def with_unread(people: QuerySet[Person]) -> QuerySet[Any]:
    """The people, each with `unread_notifications`: so that the page frame costs no query of its own for it."""
    unread = Notification.objects.filter(person=OuterRef("pk"), read_at=None).order_by().values("person")
    count = unread.annotate(count=Count("pk")).values("count")
    return people.annotate(
        unread_notifications=Coalesce(Subquery(count), Value(0), output_field=IntegerField())
    )


def new_lines(actor: Person) -> list[Line]:
    """What the actor has not read, newest first, at most NEW_MAX. One query."""
    rows = Notification.objects.filter(person=actor, read_at=None).order_by("-at", "-id")
    return [_line(row) for row in rows[:NEW_MAX]]


def read_lines(actor: Person, cursor: str | None = None) -> Page[Line]:
    """What the actor has read, newest first. One query a page."""
    rows = Notification.objects.filter(person=actor, read_at__isnull=False)
    page = keyset_page(
        rows, order=("-at", "-id"), cursor=cursor, key=lambda row: (row.at.isoformat(), row.pk)
    )
    return Page([_line(row) for row in page.rows], page.next_cursor)


def _line(row: Notification) -> Line:
    return Line(row.event, TOPICS[row.topic], row.title, row.text, row.at)


def get_line(actor: Person, event: str) -> Notification:
    """The actor's own line about an event. Raises Http404."""
    row = Notification.objects.filter(person=actor, event=event).first()
    if row is None:
        raise Http404
    return row


def choices(actor: Person) -> list[Choice]:
    """Every topic, and whether the actor is mailed about it. One query."""
    muted = set(MutedTopic.objects.filter(person=actor).values_list("topic", flat=True))
    return [Choice(topic, topic.key not in muted) for topic in TOPICS.values()]


def require_mailbox() -> None:
    """Raises Http404 where mail is really sent: the mailbox holds everybody's sign-in codes."""
    if settings.MAIL_BACKEND != "mailbox" or settings.PRODUCTION:
        raise Http404


def mailbox(cursor: str | None = None, to: str = "") -> Page[KeptMail]:
    """Every message kept instead of sent, newest first, or those to one address. One query. Raises Http404."""
    require_mailbox()
    rows = MailboxMessage.objects.only("code", "to", "subject", "at")
    if to:
        rows = rows.filter(to__icontains=to)
    page = keyset_page(
        rows, order=("-at", "-id"), cursor=cursor, key=lambda row: (row.at.isoformat(), row.pk)
    )
    return Page([KeptMail(row.code, row.to, row.subject, row.at) for row in page.rows], page.next_cursor)


def kept_message(code: str) -> MailboxMessage:
    """One message kept instead of sent. Raises Http404."""
    require_mailbox()
    row = MailboxMessage.objects.filter(code=code).first()
    if row is None:
        raise Http404
    return row
