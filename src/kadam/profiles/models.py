"""Students: what they study, what they can do, when they are free, and the work they have proved."""

from __future__ import annotations

from django.db import models

from kadam.kit.codes import CodeField
from kadam.kit.constraints import between, in_order, one_of

VISIBILITIES = ("private", "companies", "public")


class Profile(models.Model):
    """A student. One a person."""

    code = CodeField()
    person = models.OneToOneField("identity.Person", on_delete=models.PROTECT, related_name="+")
    headline = models.CharField(max_length=120, blank=True)
    about = models.TextField(blank=True)
    institution = models.CharField(max_length=160)
    university = models.ForeignKey(
        "organizations.Organization", null=True, on_delete=models.PROTECT, related_name="+"
    )
    course = models.CharField(max_length=120)
    study_year = models.PositiveSmallIntegerField()  # 1-6; 0 = graduated
    city = models.CharField(max_length=80, blank=True)
    state_code = models.CharField(max_length=2, blank=True)
    languages = models.JSONField(default=list)  # ["en", "hi", "ta"]
    weekly_hours = models.PositiveSmallIntegerField(default=12)
    visibility = models.CharField(max_length=12, default="private")  # wider only at the student's own wish
    completed = models.PositiveIntegerField(default=0)  # accepted projects; 0 = first-timer
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("visibility", VISIBILITIES, "profile_visibility"),
            between("weekly_hours", 1, 40, "profile_weekly_hours"),
            between("study_year", 0, 6, "profile_study_year"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class ProfileSkill(models.Model):
    """A skill the student says they have."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="skill_rows")
    skill = models.ForeignKey("skills.Skill", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "skill"], name="profile_skill_once")]


class Blackout(models.Model):
    """Days of exams or travel on which the student does not work; clocks stop."""

    code = CodeField()
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="blackouts")
    starts_on = models.DateField()
    ends_on = models.DateField()
    label = models.CharField(max_length=80)

    class Meta:
        constraints = [
            in_order("starts_on", "ends_on", "blackout_order"),
            models.UniqueConstraint(fields=["profile", "starts_on", "ends_on"], name="blackout_once"),
        ]


class ProvenWork(models.Model):
    """One accepted engagement, as a fact about the student: evidence for the next pitch and for the portfolio."""

    code = CodeField()
    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="proven_works")
    engagement = models.CharField(max_length=16, unique=True)  # its code; the engagement itself lies above
    title = models.CharField(max_length=160)
    deliverable = models.CharField(max_length=300)
    family = models.CharField(max_length=24, blank=True)  # of the project: what may be said under an NDA
    company = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    hours = models.PositiveSmallIntegerField()
    paid_paise = models.BigIntegerField()
    skills = models.ManyToManyField("skills.Skill", related_name="+")
    under_nda = models.BooleanField()
    criteria_met = models.PositiveSmallIntegerField()
    criteria_total = models.PositiveSmallIntegerField()
    scores = models.JSONField(default=dict)  # {"quality": 4, ...}; empty when accepted by the clock
    comment = models.TextField(blank=True)  # what the reviewer wrote
    reviewer_domain = models.CharField(
        max_length=120, blank=True
    )  # proved by company and reviewer; "" = not proved
    accepted_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(paid_paise__gt=0), name="proven_work_paid")]
        indexes = [models.Index(fields=["profile", "-accepted_at"], name="proven_work_recent")]
