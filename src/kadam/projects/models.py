"""Briefs and the projects they become: text, criteria, questions, seats, intake."""

from __future__ import annotations

from django.db import models
from django.db.models import F, GeneratedField, Q

from kadam.kit.codes import CodeField
from kadam.kit.constraints import between, one_of, positive, present_when
from kadam.projects.states import PROJECT

AI_RULES = ("allowed", "disclose", "barred")


class Project(models.Model):
    """A brief and, once funded, its seats and intake of applications.

    The CHECKs repeat the rules of the market that no setting may loosen: 5-40 hours, 7-31 days, and paid.
    """

    code = CodeField()
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    supervisor = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    template = models.CharField(max_length=40, blank=True)
    family = models.CharField(max_length=24)
    title = models.CharField(max_length=120, blank=True)
    outcome = models.TextField(blank=True)  # what the company will know or have
    deliverable = models.CharField(max_length=300, blank=True)  # the one thing handed in
    deliverable_format = models.CharField(max_length=80, blank=True)
    context = models.TextField(blank=True)  # background: who asks, for what
    materials = models.TextField(blank=True)  # what the student will be given
    hours = models.PositiveSmallIntegerField(default=20)  # estimated, a seat
    pay_paise = models.BigIntegerField(default=4000_00)  # fixed fee, a seat
    pay_per_hour_paise = GeneratedField(
        expression=F("pay_paise") / F("hours"), output_field=models.BigIntegerField(), db_persist=True
    )
    seats = models.PositiveSmallIntegerField(default=1)
    due_days = models.PositiveSmallIntegerField(default=14)  # after kick-off
    starts_on = models.DateField(null=True)  # earliest kick-off; empty = as soon as chosen
    city = models.CharField(max_length=80, blank=True)  # empty = remote
    ai_rule = models.CharField(max_length=10, default="disclose")
    ai_note = models.CharField(max_length=240, blank=True)
    under_nda = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)  # grows with each edit: a stale tab is told
    state = models.CharField(max_length=16, default=PROJECT.initial)
    review_note = models.TextField(blank=True)  # what staff asked to change
    pitch_limit = models.PositiveIntegerField(default=0)  # set when it opens
    pitches = models.PositiveIntegerField(default=0)  # queue places given out; withdrawn pitches keep theirs
    seats_reserved = models.PositiveSmallIntegerField(default=0)  # under offer
    seats_taken = models.PositiveSmallIntegerField(default=0)  # have or had their student
    seats_gone = models.PositiveSmallIntegerField(default=0)  # given up, refunded
    first_timer_seats = models.PositiveSmallIntegerField(default=0)
    document = models.OneToOneField("search.Document", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    funds_due_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    intake_closes_at = models.DateTimeField(null=True)
    answers_due_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # completed, cancelled or expired

    class Meta:
        constraints = [
            PROJECT.check("project_state"),
            between("hours", 5, 40, "project_hours"),
            between("due_days", 7, 31, "project_due_days"),
            between("seats", 1, 50, "project_seats"),
            positive("pay_paise", "project_is_paid"),
            one_of("ai_rule", AI_RULES, "project_ai_rule"),
            models.CheckConstraint(condition=Q(pitches__lte=F("pitch_limit")), name="project_queue"),
            models.CheckConstraint(
                condition=Q(seats__gte=F("seats_reserved") + F("seats_taken") + F("seats_gone")),
                name="project_not_oversold",
            ),
            models.CheckConstraint(
                condition=Q(first_timer_seats__lte=F("seats")), name="project_first_timers"
            ),
            present_when("state", ["awaiting_funds"], "funds_due_at", "project_funds_due_at"),
            present_when(
                "state", ["open", "intake_closed", "staffed", "completed"], "opened_at", "project_opened_at"
            ),
            present_when("state", ["open"], "intake_closes_at", "project_intake_closes_at"),
            present_when("state", ["completed", "cancelled", "expired"], "ended_at", "project_ended_at"),
        ]
        indexes = [
            models.Index(fields=["-opened_at", "-id"], condition=Q(state="open"), name="project_listing"),
            models.Index(
                fields=["intake_closes_at", "id"], condition=Q(state="open"), name="project_closing"
            ),
            models.Index(
                fields=["-pay_per_hour_paise", "-id"], condition=Q(state="open"), name="project_pay_per_hour"
            ),
            models.Index(fields=["organization", "-created_at", "-id"], name="project_company"),
            models.Index(fields=["state", "intake_closes_at"], name="project_clock"),
        ]

    def __str__(self) -> str:
        return self.title or "…"


class Criterion(models.Model):
    """One thing that must be true of the deliverable for it to be accepted."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=240)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "position"], name="criterion_position")]


class Question(models.Model):
    """One question that a pitch answers."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=240)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "position"], name="question_position")]


class ProjectSkill(models.Model):
    """A skill the work needs."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="skill_rows")
    skill = models.ForeignKey("skills.Skill", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "skill"], name="project_skill_once")]
        indexes = [models.Index(fields=["skill", "project"], name="project_skill_find")]


class Seat(models.Model):
    """One student's place on a project, with its own hold."""

    code = CodeField()
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="seat_rows")
    number = models.PositiveSmallIntegerField()
    hold = models.OneToOneField("payments.Hold", null=True, on_delete=models.PROTECT, related_name="+")
    reserved_at = models.DateTimeField(null=True)  # under offer
    taken_at = models.DateTimeField(null=True)  # has its student
    released_at = models.DateTimeField(null=True)  # given up for good: refunded, or its work settled

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="seat_number")]
