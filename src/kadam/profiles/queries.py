"""Reading students' profiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.shortcuts import get_object_or_404

from kadam.identity.models import Person
from kadam.profiles.models import Blackout, Profile, ProvenWork
from kadam.skills.models import Skill


@dataclass(frozen=True)
class Work:
    """One accepted project of a student, with the skills it proves."""

    id: int
    code: str
    engagement: str
    title: str
    deliverable: str
    company: str
    company_code: str
    industry: str
    hours: int
    paid_paise: int
    under_nda: bool
    criteria_met: int
    criteria_total: int
    scores: dict[str, int]
    comment: str
    accepted_at: datetime
    skills: list[str]


def of_person(person: Person) -> Profile | None:
    """The person's profile, if they are a student here."""
    return Profile.objects.filter(person=person).select_related("person", "university").first()


def get_own(actor: Person) -> Profile:
    """The actor's own profile. Raises Http404 when they are not a student here yet."""
    return get_object_or_404(Profile.objects.select_related("person", "university"), person=actor)


def skills(profile: Profile) -> list[Skill]:
    """What the student says they can do, by name."""
    own = profile.skill_rows.values("skill")
    return list(Skill.objects.filter(pk__in=own).order_by("name"))


def blackouts(profile: Profile, since: date | None = None) -> list[Blackout]:
    """Days on which the student does not work, soonest first; without those over before `since`."""
    rows = profile.blackouts.select_related("profile").order_by("starts_on", "id")
    return list(rows.filter(ends_on__gte=since) if since else rows)


def get_blackout(actor: Person, code: str) -> Blackout:
    """One of the actor's own blackouts. Raises Http404 for anyone else's."""
    return get_object_or_404(Blackout.objects.select_related("profile"), code=code, profile__person=actor)


def clashes(profile: Profile, first: date, last: date) -> list[Blackout]:
    """The blackouts that touch the days from `first` to `last`."""
    return list(profile.blackouts.filter(starts_on__lte=last, ends_on__gte=first).order_by("starts_on", "id"))


def proven_works(profile: Profile) -> list[Work]:
    """The student's accepted projects, newest first, in two queries."""
    rows = ProvenWork.objects.filter(profile=profile).select_related("company").prefetch_related("skills")
    return [_work(row) for row in rows.order_by("-accepted_at", "-id")]


def _work(row: ProvenWork) -> Work:
    return Work(
        row.pk,
        row.code,
        row.engagement,
        row.title,
        row.deliverable,
        row.company.name,
        row.company.code,
        row.company.industry,
        row.hours,
        row.paid_paise,
        row.under_nda,
        row.criteria_met,
        row.criteria_total,
        row.scores,
        row.comment,
        row.accepted_at,
        sorted(skill.name for skill in row.skills.all()),
    )


def own_works(profile: Profile, ids: Sequence[int]) -> list[ProvenWork]:
    """Those of the student's accepted works; others' are left out."""
    return list(ProvenWork.objects.filter(profile=profile, pk__in=ids).order_by("id"))
