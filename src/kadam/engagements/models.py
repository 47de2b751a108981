"""One student at work on one seat: agreement, submissions, review, acceptance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from kadam.engagements.states import DONE, ENGAGEMENT, SCORES
from kadam.kit.codes import CodeField
from kadam.kit.constraints import between, one_of, present_when

if TYPE_CHECKING:
    from kadam.payments.models import Hold

SIDES = ("student", "company")
PAUSES = ("exam", "company")


class Engagement(models.Model):
    """One student at work on one seat."""

    code = CodeField()
    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey("projects.Seat", on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey("projects.Project", on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey("profiles.Profile", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    supervisor = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    thread = models.OneToOneField("messaging.Thread", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, default=ENGAGEMENT.initial)
    agreed_at = models.DateTimeField()
    kickoff_due_at = models.DateTimeField()
    kicked_off_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # the deliverable
    paused_at = models.DateTimeField(null=True)
    paused_for = models.CharField(max_length=8, blank=True)  # "exam" | "company"
    submitted_at = models.DateTimeField(null=True)  # the latest version
    review_due_at = models.DateTimeField(null=True)
    revisions_asked = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    abandoned_by = models.CharField(max_length=8, blank=True)
    abandoned_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            ENGAGEMENT.check("engagement_state"),
            between("revisions_asked", 0, 2, "engagement_revisions"),
            models.UniqueConstraint(
                fields=["seat"], condition=~Q(state="abandoned"), name="engagement_seat_once"
            ),
            present_when(
                "state", ["working", "submitted", "revision_asked", *DONE], "due_at", "engagement_due_at"
            ),
            present_when("state", ["submitted"], "review_due_at", "engagement_review_due_at"),
            present_when("state", [*DONE, "abandoned", "settled"], "ended_at", "engagement_ended_at"),
            present_when("state", ["paused"], "paused_at", "engagement_paused_at"),
            one_of("abandoned_by", [*SIDES, ""], "engagement_abandoned_by"),
            one_of("paused_for", [*PAUSES, ""], "engagement_paused_for"),
        ]
        indexes = [
            models.Index(fields=["student", "-agreed_at"], name="engagement_student"),
            models.Index(fields=["organization", "-agreed_at"], name="engagement_company"),
            models.Index(fields=["state", "review_due_at"], name="engagement_review_clock"),
        ]

    @property
    def hold(self) -> Hold:
        """The seat's money, which was set aside before the project opened."""
        assert self.seat.hold is not None
        return self.seat.hold


class Agreement(models.Model):
    """What both sides agreed to: the exact text, never changed."""

    engagement = models.OneToOneField(Engagement, on_delete=models.PROTECT, related_name="agreement")
    version = models.CharField(max_length=16)  # of the wording
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()


class Signature(models.Model):
    """One side's acceptance of an agreement."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=8)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)  # of the text as shown to this person
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "side"], name="signature_once"),
            one_of("side", SIDES, "signature_side"),
        ]


class Submission(models.Model):
    """One version of the deliverable handed in."""

    code = CodeField()
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="submissions")
    version = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)
    ai_use = models.TextField(blank=True)  # the student's own words, when the brief asks to disclose
    files = models.ManyToManyField("files.StoredFile", related_name="+")
    submitted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["engagement", "version"], name="submission_version")]


class Review(models.Model):
    """The company's verdict on one submission."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="review")
    reviewer = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=8)
    problem_solving = models.PositiveSmallIntegerField(null=True)
    work_ethic = models.PositiveSmallIntegerField(null=True)
    quality = models.PositiveSmallIntegerField(null=True)
    communication = models.PositiveSmallIntegerField(null=True)
    comment = models.TextField()
    reviewed_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("decision", ["accept", "revise"], "review_decision"),
            *[
                models.CheckConstraint(
                    condition=Q(**{f"{score}__isnull": True}) | Q(**{f"{score}__range": (1, 4)}),
                    name=f"review_{score}",
                )
                for score in SCORES
            ],
            models.CheckConstraint(
                condition=~Q(decision="accept") | Q(**{f"{score}__isnull": False for score in SCORES}),
                name="review_acceptance_is_scored",
            ),
        ]


class Verdict(models.Model):
    """Whether one acceptance criterion was met."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="verdicts")
    criterion = models.ForeignKey("projects.Criterion", on_delete=models.PROTECT, related_name="+")
    met = models.BooleanField()
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "criterion"], name="verdict_once")]


class Reminder(models.Model):
    """A company was reminded of a review it owes, once for each version and named day."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    day = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "day"], name="review_reminder_once")]
