"""Pitches: a student's application for a project, its answers and its evidence."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kadam.applications.states import APPLICATION, NAMED, OPEN, REASONS
from kadam.kit.codes import CodeField
from kadam.kit.constraints import one_of, present_when


class Application(models.Model):
    """A student's pitch for a project. It exists once submitted; `position` is its place in the queue."""

    code = CodeField()
    project = models.ForeignKey("projects.Project", on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey("profiles.Profile", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    seat = models.ForeignKey(
        "projects.Seat", null=True, on_delete=models.PROTECT, related_name="+"
    )  # kept while offered
    first_timer = models.BooleanField()  # had no completed project when pitching
    state = models.CharField(max_length=14, default=APPLICATION.initial)
    submitted_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    shortlisted_at = models.DateTimeField(null=True)
    offered_at = models.DateTimeField(null=True)
    offer_expires_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)  # offered, refused, filled: the company's answer
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=24, blank=True)  # why not selected
    note = models.TextField(blank=True)  # the company's personal line

    class Meta:
        constraints = [
            APPLICATION.check("application_state"),
            models.UniqueConstraint(fields=["project", "student"], name="application_once"),
            models.UniqueConstraint(fields=["project", "position"], name="application_queue"),
            models.UniqueConstraint(
                fields=["seat"], condition=Q(state="offered"), name="application_seat_offered_once"
            ),
            one_of("reason", [*REASONS, ""], "application_reason"),
            models.CheckConstraint(
                condition=~Q(state="not_selected") | ~Q(reason=""), name="application_refusal_has_reason"
            ),
            present_when(
                "state",
                ["shortlisted", "offered", "accepted"],
                "shortlisted_at",
                "application_shortlisted_at",
            ),
            present_when("state", ["offered", "accepted"], "seat", "application_offer_has_seat"),
            present_when(
                "state", ["offered", "accepted"], "offer_expires_at", "application_offer_expires_at"
            ),
        ]
        indexes = [
            models.Index(fields=["student", "-submitted_at"], name="application_student"),
            models.Index(fields=["state", "offer_expires_at"], name="application_offer_clock"),
            models.Index(fields=["student"], condition=Q(state__in=OPEN), name="application_open"),
        ]

    @property
    def is_named(self) -> bool:
        """May the company see who it is?"""
        return self.state in NAMED or self.shortlisted_at is not None


class Answer(models.Model):
    """The answer to one of the brief's questions."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey("projects.Question", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "question"], name="answer_once")]


class Evidence(models.Model):
    """Something that backs the pitch: accepted work, a link, or a file."""

    code = CodeField()
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="evidence")
    work = models.ForeignKey("profiles.ProvenWork", null=True, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    link = models.URLField(blank=True)
    label = models.CharField(max_length=160)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(work__isnull=False, file=None, link="")
                | Q(work=None, file__isnull=False, link="")
                | (Q(work=None, file=None) & ~Q(link="")),
                name="evidence_is_one_thing",
            ),
        ]


class Reminder(models.Model):
    """A company was reminded of the answers it owes, once for each named day."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="+")
    day = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "day"], name="answer_reminder_once")]
