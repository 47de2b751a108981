"""Who was told what, and how."""

from __future__ import annotations

from django.db import models

from kadam.kit.constraints import one_of

TOPICS = ("work", "money", "applications", "organisation", "account")


class Notification(models.Model):
    """One line in a person's list. Unique by event and person, so that hearing an event twice tells once."""

    person = models.ForeignKey("identity.Person", on_delete=models.CASCADE, related_name="+")
    event = models.CharField(max_length=16)  # code of the journal's event
    topic = models.CharField(max_length=16)
    text = models.CharField(max_length=300)
    link = models.CharField(max_length=200)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "event"], name="notification_once"),
            one_of("topic", TOPICS, "notification_topic"),
        ]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notification_recent"),
            models.Index(fields=["person"], condition=models.Q(read_at=None), name="notification_unread"),
        ]


class Mail(models.Model):
    """One e-mail owed to a person: written with what caused it, sent after commit, never lost, never doubled by us."""

    key = models.CharField(max_length=80, unique=True)  # event and address; also the Message-ID
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["created_at"], condition=models.Q(sent_at=None), name="mail_unsent")]


class MutedTopic(models.Model):
    """A person does not want e-mail about a topic."""

    person = models.ForeignKey("identity.Person", on_delete=models.CASCADE, related_name="+")
    topic = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "topic"], name="muted_topic_once"),
            one_of("topic", TOPICS, "muted_topic_topic"),
        ]


class MailboxMessage(models.Model):
    """A message that development or demo mode kept instead of sending."""

    to = models.CharField(max_length=400)
    subject = models.CharField(max_length=400)
    text = models.TextField()
    html = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-at", "-id"], name="mailbox_recent")]
