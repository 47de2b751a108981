"""Threads: people talking about one thing. Knows people, not projects."""

from __future__ import annotations

from django.db import models

from kadam.kit.codes import CodeField


class Thread(models.Model):
    """One conversation about one subject."""

    code = CodeField()
    subject = models.CharField(max_length=40, unique=True)  # "engagement:CODE"
    title = models.CharField(max_length=160)
    created_at = models.DateTimeField()


class Participant(models.Model):
    """A person who may read and write in a thread."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    read_up_to = models.BigIntegerField(default=0)  # id of the last message seen

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "person"], name="participant_once")]


class Message(models.Model):
    """One message, perhaps with files."""

    code = CodeField()
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="messages")
    author = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    sent_at = models.DateTimeField()
    key = models.CharField(max_length=64, unique=True)  # from the form: a double click sends once
    files = models.ManyToManyField("files.StoredFile", related_name="+")

    class Meta:
        indexes = [models.Index(fields=["thread", "id"], name="message_thread")]
