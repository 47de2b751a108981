"""Making and changing a student's profile, and recording proved work."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kadam.identity.models import Person
from kadam.identity.policies import is_adult
from kadam.journal import actions as journal
from kadam.kit.clock import day_of
from kadam.kit.refusals import BadInput, Refusal
from kadam.organizations.models import Organization
from kadam.profiles.events import BlackoutAdded, BlackoutRemoved, ProfileChanged, ProfileCreated, WorkProved
from kadam.profiles.models import Blackout, Profile, ProfileSkill, ProvenWork
from kadam.skills.models import Skill

BLACKOUTS_MAX = 20


class TooYoung(Refusal):
    """Work here is a contract, and a contract needs an adult (Indian Contract Act 1872, s. 11)."""

    message = _("Kadam is for people of 18 and older, because each project is a contract.")
    status = 403


class AlreadyStudent(Refusal):
    """One profile a person."""

    message = _("You already have a student profile. You can edit it at any time.")


class DatesBackwards(BadInput):
    """A blackout that ends before it starts, or is over."""

    message = _("The last day cannot be before the first, and must not be over already.")
    field = "ends_on"


class TooManyBlackouts(BadInput):
    """More than anyone's exam calendar holds."""

    message = _("You have 20 blackouts already. Remove one that is over first.")
    field = "starts_on"


def create_profile(*, actor: Person, now: datetime, skills: Collection[Skill] = (), **fields: Any) -> Profile:
    """Make the actor a student. `fields` are the profile's own; `skills` what they say they can do.

    Raises TooYoung or AlreadyStudent.
    """
    if actor.born_on is None or not is_adult(actor.born_on, day_of(now)):
        raise TooYoung()
    try:
        with transaction.atomic():
            profile = Profile.objects.create(person=actor, created_at=now, **fields)
            _set_skills(profile, skills)
            journal.record(ProfileCreated(f"profile:{profile.code}"), actor=actor.code, now=now)
            return profile
    except IntegrityError:
        raise AlreadyStudent() from None


def edit_profile(
    profile: Profile, *, actor: Person, now: datetime, skills: Collection[Skill] | None = None, **fields: Any
) -> Profile:
    """Change the given fields, and the skills when given."""
    with transaction.atomic():
        changed = [name for name, value in fields.items() if getattr(profile, name) != value]
        for name in changed:
            setattr(profile, name, fields[name])
        profile.save(update_fields=changed)
        if skills is not None and _set_skills(profile, skills):
            changed.append("skills")
        if changed:
            journal.record(ProfileChanged(f"profile:{profile.code}", changed), actor=actor.code, now=now)
        return profile


def _set_skills(profile: Profile, skills: Collection[Skill]) -> bool:
    wanted = {skill.pk for skill in skills}
    had = set(ProfileSkill.objects.filter(profile=profile).values_list("skill_id", flat=True))
    ProfileSkill.objects.filter(profile=profile, skill_id__in=had - wanted).delete()
    ProfileSkill.objects.bulk_create([ProfileSkill(profile=profile, skill_id=pk) for pk in sorted(wanted - had)])
    return had != wanted


def add_blackout(
    profile: Profile, *, starts_on: date, ends_on: date, label: str, actor: Person, now: datetime
) -> Blackout:
    """Mark days on which the student does not work. Raises DatesBackwards or TooManyBlackouts."""
    if ends_on < starts_on or ends_on < day_of(now):
        raise DatesBackwards()
    with transaction.atomic():
        if Blackout.objects.filter(profile=profile).count() >= BLACKOUTS_MAX:
            raise TooManyBlackouts()
        blackout = Blackout.objects.create(profile=profile, starts_on=starts_on, ends_on=ends_on, label=label)
        event = BlackoutAdded(f"profile:{profile.code}", starts_on.isoformat(), ends_on.isoformat())
        journal.record(event, actor=actor.code, now=now)
        return blackout


def remove_blackout(blackout: Blackout, *, actor: Person, now: datetime) -> None:
    """Free the days again; a second press changes nothing."""
    with transaction.atomic():
        gone, _by_model = Blackout.objects.filter(pk=blackout.pk).delete()
        if gone:
            subject = f"profile:{blackout.profile.code}"
            event = BlackoutRemoved(subject, blackout.starts_on.isoformat(), blackout.ends_on.isoformat())
            journal.record(event, actor=actor.code, now=now)


def record_proven_work(
    *,
    profile: Profile,
    engagement: str,
    title: str,
    deliverable: str,
    company: Organization,
    hours: int,
    paid_paise: int,
    skills: Sequence[Skill],
    under_nda: bool,
    criteria_met: int,
    criteria_total: int,
    scores: Mapping[str, int],
    comment: str,
    now: datetime,
) -> ProvenWork:
    """Put one accepted engagement on the student's record, and count it. The same engagement again is a no-op."""
    with transaction.atomic():
        work, new = ProvenWork.objects.get_or_create(
            engagement=engagement,
            defaults={
                "profile": profile,
                "title": title,
                "deliverable": deliverable,
                "company": company,
                "hours": hours,
                "paid_paise": paid_paise,
                "under_nda": under_nda,
                "criteria_met": criteria_met,
                "criteria_total": criteria_total,
                "scores": dict(scores),
                "comment": comment,
                "accepted_at": now,
            },
        )
        if new:
            work.skills.set(skills)
            Profile.objects.filter(pk=profile.pk).update(completed=F("completed") + 1)
            journal.record(WorkProved(f"profile:{profile.code}", work.code, engagement), now=now)
        return work
