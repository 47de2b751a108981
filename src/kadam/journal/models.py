"""What happened, for ever; and who still has to hear of it."""

from __future__ import annotations

from django.db import models

from kadam.journal.states import DELIVERY
from kadam.kit.codes import CodeField


class Event(models.Model):
    """One thing that happened. Rows are only ever added: a trigger on both databases refuses change and deletion."""

    code = CodeField()
    kind = models.CharField(max_length=80)  # "applications.ApplicationSubmitted"
    at = models.DateTimeField()
    actor = models.CharField(max_length=16, blank=True)  # code of the person; empty when a clock acted
    subject = models.CharField(max_length=40)  # "application:k7m2x9d3f"
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="event_subject"),
            models.Index(fields=["actor", "id"], name="event_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Delivery(models.Model):
    """One event that one subscriber has yet to hear, is hearing, or has heard."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deliveries")
    subscriber = models.CharField(max_length=120)
    state = models.CharField(max_length=8, default=DELIVERY.initial)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "subscriber"], name="delivery_once"),
            DELIVERY.check("delivery_state"),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=models.Q(state__in=["due", "leased"]), name="delivery_due"
            ),
            models.Index(fields=["id"], condition=models.Q(state="dead"), name="delivery_dead"),
        ]


class Pulse(models.Model):
    """The last sign of life of a background process: worker, scheduler, or one clock of it."""

    name = models.CharField(max_length=80, primary_key=True)
    at = models.DateTimeField()  # real time, never the demo's
    note = models.CharField(max_length=200, blank=True)
