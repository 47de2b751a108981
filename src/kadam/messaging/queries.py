"""Reading threads: only one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from kadam.files.models import StoredFile
from kadam.identity.models import Person
from kadam.messaging.models import Message, Participant, Thread

SHOWN = 200


@dataclass(frozen=True)
class Said:
    """One message as shown: `mine` for the reader's own."""

    id: int
    code: str
    author: str
    text: str
    at: datetime
    mine: bool
    files: list[StoredFile]


def thread_for(actor: Person, subject: str) -> Thread:
    """The thread about `subject`. Raises Http404 unless the actor takes part in it."""
    return get_object_or_404(Thread, subject=subject, participants__person=actor)


def messages(thread: Thread, reader: Person) -> list[Said]:
    """The latest messages of a thread, oldest first, in two queries."""
    files = Prefetch("files", queryset=StoredFile.objects.order_by("id"))
    rows = (
        Message.objects.filter(thread=thread)
        .select_related("author")
        .prefetch_related(files)
        .order_by("-id")[:SHOWN]
    )
    return [
        Said(
            row.id,
            row.code,
            row.author.name,
            row.text,
            row.sent_at,
            row.author_id == reader.pk,
            list(row.files.all()),
        )
        for row in reversed(rows)
    ]


def people_in(thread_code: str) -> list[Person]:
    """Everybody who takes part in a thread."""
    ids = Participant.objects.filter(thread__code=thread_code).values("person")
    return list(Person.objects.filter(pk__in=ids, is_active=True).order_by("id"))


def message_text(code: str) -> str:
    """The words of one message, for telling those who take part."""
    return Message.objects.values_list("text", flat=True).get(code=code)
