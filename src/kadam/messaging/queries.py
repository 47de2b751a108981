"""Reading threads: only one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Min, Prefetch, Q

from kadam.files.models import StoredFile
from kadam.files.queries import FileRow, file_rows
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
    files: list[FileRow]


def messages(thread: Thread, reader: Person, before: int | None = None) -> list[Said]:
    """The latest SHOWN messages of a thread, or of those before the message `before`, oldest first, in two queries.

    The caller has the thread from something that the reader may see.
    """
    rows = Message.objects.filter(thread=thread) if before is None else thread.messages.filter(id__lt=before)
    files = Prefetch("files", queryset=StoredFile.objects.order_by("id"))
    latest = rows.select_related("author").prefetch_related(files).order_by("-id")[:SHOWN]
    return [_said(row, reader) for row in reversed(latest)]


def _said(row: Message, reader: Person) -> Said:
    mine = row.author_id == reader.pk
    files = file_rows(row.files.all())
    return Said(row.pk, row.code, row.author.name, row.text, row.sent_at, mine, files)


def people_in(thread_code: str) -> list[Person]:
    """Everybody who takes part in a thread."""
    ids = Participant.objects.filter(thread__code=thread_code).values("person")
    return list(Person.objects.filter(pk__in=ids, is_active=True).order_by("id"))


def title_of(thread_code: str) -> str:
    """What a thread is called, for telling those who take part."""
    return Thread.objects.values_list("title", flat=True).get(code=thread_code)


def message_text(code: str) -> str:
    """The words of one message, for telling those who take part."""
    return Message.objects.values_list("text", flat=True).get(code=code)


def unread_since(thread_code: str) -> dict[int, datetime]:
    """Since when each person of a thread has something of others to read; not those who read all. One query."""
    new = Q(thread__messages__id__gt=F("read_up_to")) & ~Q(thread__messages__author=F("person"))
    rows = Participant.objects.filter(thread__code=thread_code).order_by("id")
    since = rows.annotate(since=Min("thread__messages__sent_at", filter=new))
    return {person: at for person, at in since.values_list("person_id", "since") if at}
