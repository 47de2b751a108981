"""Opening threads and writing in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from kadam.files.models import StoredFile
from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.messaging.events import MessageSent
from kadam.messaging.models import Message, Participant, Thread
from kadam.messaging.policies import (
    MessageTooLong,
    NotAParticipant,
    NothingToSend,
    TooManyFiles,
    require_something,
)

__all__ = [
    "MessageTooLong",
    "NotAParticipant",
    "NothingToSend",
    "TooManyFiles",
    "add_participant",
    "mark_read",
    "open_thread",
    "send_message",
]


def open_thread(*, subject: str, title: str, people: Iterable[Person], now: datetime) -> Thread:
    """The thread about `subject` with these people in it; opened now unless it exists."""
    with transaction.atomic():
        thread, _new = Thread.objects.get_or_create(
            subject=subject, defaults={"title": title[:160], "created_at": now}
        )
        for person in people:
            add_participant(thread=thread, person=person)
        return thread


def add_participant(*, thread: Thread, person: Person) -> None:
    """Let a person read and write in the thread; nothing changes when they already may."""
    Participant.objects.get_or_create(thread=thread, person=person)


def send_message(
    *, thread: Thread, author: Person, text: str, files: Sequence[StoredFile] = (), key: str, now: datetime
) -> Message:
    """Put a message in the thread and tell the journal. The same `key` again is the same message.

    Raises NotAParticipant, NothingToSend, MessageTooLong or TooManyFiles.
    """
    text = text.strip()
    require_something(text, len(files))
    if not Participant.objects.filter(thread=thread, person=author).exists():
        raise NotAParticipant()
    own_key = f"{thread.code}:{author.code}:{key}"[:64]
    try:
        with transaction.atomic():
            message = Message.objects.create(
                thread=thread, author=author, text=text, sent_at=now, key=own_key
            )
            message.files.set(files)
            journal.record(MessageSent(thread.subject, thread.code, message.code), actor=author.code, now=now)
            return message
    except IntegrityError:
        return Message.objects.get(key=own_key)


def mark_read(*, thread: Thread, person: Person, up_to: int) -> None:
    """Remember that the person has seen the thread up to a message; never moves backwards."""
    Participant.objects.filter(thread=thread, person=person, read_up_to__lt=up_to).update(read_up_to=up_to)
