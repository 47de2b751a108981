"""Who was told what, and how."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kadam.kit.codes import CodeField
from kadam.kit.constraints import one_of
from kadam.notifications.topics import MUTABLE, TOPICS


class Notification(models.Model):
    """One line in a person's list. Unique by event and person, so that hearing an event twice tells once.

    Lines of one `series` (a conversation, say) do not pile up: at most one of them is unread.
    """

    person = models.ForeignKey("identity.Person", on_delete=models.CASCADE, related_name="+")
    event = models.CharField(max_length=16)  # code of the journal's event; the line's public name
    topic = models.CharField(max_length=16)
    series = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=160)
    text = models.CharField(max_length=500)
    link = models.CharField(max_length=200)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "event"], name="notification_once"),
            models.UniqueConstraint(
                fields=["person", "series"],
                condition=Q(read_at=None) & ~Q(series=""),
                name="notification_series_unread_once",
            ),
            one_of("topic", TOPICS, "notification_topic"),
        ]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notification_recent"),
            models.Index(
                fields=["person", "-at", "-id"], condition=Q(read_at=None), name="notification_unread"
            ),
        ]


class Mail(models.Model):
    """One e-mail owed to an address: written with the line it belongs to, sent after commit.

    Its words are fixed when it is written. It is never lost; a crash between sending and noting that may send it
    again, with the same Message-ID, by which mail programs show it once.
    """

    key = models.CharField(max_length=80, unique=True)  # event and person; the Message-ID is made of it
    series = models.CharField(max_length=60, blank=True)  # mails that must not follow each other closely
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["created_at"], condition=Q(sent_at=None), name="mail_unsent"),
            models.Index(fields=["sent_at"], condition=~Q(text=""), name="mail_kept"),
            models.Index(fields=["to", "series", "-created_at"], condition=~Q(series=""), name="mail_series"),
        ]


class MutedTopic(models.Model):
    """A person does not want e-mail about a topic. Money and the account cannot be muted."""

    person = models.ForeignKey("identity.Person", on_delete=models.CASCADE, related_name="+")
    topic = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "topic"], name="muted_topic_once"),
            one_of("topic", MUTABLE, "muted_topic_may_be"),
        ]


class MailboxMessage(models.Model):
    """A message that development or demo mode kept instead of sending."""

    code = CodeField()
    to = models.CharField(max_length=400)
    subject = models.CharField(max_length=400)
    text = models.TextField()
    html = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-at", "-id"], name="mailbox_recent")]
