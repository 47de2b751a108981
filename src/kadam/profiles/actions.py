"""Making and changing a student's profile, and recording proved work."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kadam.identity import actions as identity
from kadam.identity.models import Person
from kadam.identity.policies import is_adult
from kadam.identity.queries import has_consented
from kadam.journal import actions as journal
from kadam.kit.clock import day_of
from kadam.kit.refusals import Refusal
from kadam.organizations.models import Organization
from kadam.organizations.queries import verified_emails
from kadam.profiles import queries
from kadam.profiles.events import BlackoutAdded, BlackoutRemoved, ProfileChanged, ProfileCreated, WorkProved
from kadam.profiles.models import Blackout, Profile, ProfileSkill, ProvenWork
from kadam.profiles.policies import (
    BLACKOUTS_MAX,
    AlreadyMarked,
    TooManyBlackouts,
    require_days,
    require_known_languages,
)
from kadam.skills.models import Skill

FINDABLE = "companies_see_profile"  # the purpose agreed to by who is not private


class TooYoung(Refusal):
    """Work here is a contract, and a contract needs an adult (Indian Contract Act 1872, s. 11)."""

    message = _("Kadam is for people of 18 and older, because each project is a contract.")
    status = 403


class AlreadyStudent(Refusal):
    """One profile a person."""

    message = _("You already have a student profile. You can edit it at any time.")


def create_profile(
    *, actor: Person, now: datetime, skills: Collection[Skill] = (), language: str = "", **fields: Any
) -> Profile:
    """Make the actor a student. `fields` are the profile's own; `skills` what they say they can do.

    An institution that is a verified university here is linked to it. A visibility wider than "private" records the
    consent to it, under the notice in `language`. Raises TooYoung, AlreadyStudent or UnknownLanguage.
    """
    if actor.born_on is None or not is_adult(actor.born_on, day_of(now)):
        raise TooYoung()
    require_known_languages(fields.get("languages", ()))
    fields = _with_university(fields)
    try:
        with transaction.atomic():
            profile = Profile.objects.create(person=actor, created_at=now, **fields)
            _set_skills(profile, skills)
            journal.record(ProfileCreated(f"profile:{profile.code}"), actor=actor.code, now=now)
            _record_consent(profile, language, now)
            return profile
    except IntegrityError:
        raise AlreadyStudent() from None


def edit_profile(
    profile: Profile,
    *,
    actor: Person,
    now: datetime,
    skills: Collection[Skill] | None = None,
    language: str = "",
    **fields: Any,
) -> Profile:
    """Change the given fields, and the skills when given; the consent follows visibility. Raises UnknownLanguage."""
    require_known_languages(fields.get("languages", ()))
    if fields.get("institution", profile.institution) != profile.institution:
        fields = _with_university(fields)
    with transaction.atomic():
        changed = [name for name, value in fields.items() if getattr(profile, name) != value]
        for name in changed:
            setattr(profile, name, fields[name])
        profile.save(update_fields=changed)
        if skills is not None and _set_skills(profile, skills):
            changed.append("skills")
        if changed:
            journal.record(ProfileChanged(f"profile:{profile.code}", changed), actor=actor.code, now=now)
        if "visibility" in fields:
            _record_consent(profile, language, now)
        return profile


def follow_consent(person: Person, *, now: datetime) -> None:
    """Bring the profile to what the person agreed to elsewhere: found by companies, or by nobody."""
    found = has_consented(person, FINDABLE)
    before, after = (("private",), "companies") if found else (("companies", "public"), "private")
    with transaction.atomic():
        rows = Profile.objects.filter(person=person, visibility__in=before)
        profile = rows.first()
        if profile is not None and rows.update(visibility=after):
            journal.record(ProfileChanged(f"profile:{profile.code}", ["visibility"]), now=now)


def _with_university(fields: Mapping[str, Any]) -> dict[str, Any]:
    if "institution" not in fields or "university" in fields:
        return dict(fields)
    return {**fields, "university": queries.university_named(fields["institution"])}


def _record_consent(profile: Profile, language: str, now: datetime) -> None:
    """In the caller's transaction; nothing to do when it stands as wished."""
    person, wished = profile.person, profile.visibility != "private"
    if wished == has_consented(person, FINDABLE):
        return
    try:
        if wished:
            identity.give_consent(person=person, purpose=FINDABLE, language=language or None, now=now)
        else:
            identity.withdraw_consent(person=person, purpose=FINDABLE, now=now)
    except (identity.GivenAlready, identity.NotGiven):
        return  # another tab was faster, to the same end


def _set_skills(profile: Profile, skills: Collection[Skill]) -> bool:
    wanted = {skill.pk for skill in skills}
    had = set(ProfileSkill.objects.filter(profile=profile).values_list("skill_id", flat=True))
    ProfileSkill.objects.filter(profile=profile, skill_id__in=had - wanted).delete()
    ProfileSkill.objects.bulk_create(
        [ProfileSkill(profile=profile, skill_id=pk) for pk in sorted(wanted - had)]
    )
    return had != wanted


def add_blackout(
    profile: Profile, *, starts_on: date, ends_on: date, label: str, actor: Person, now: datetime
) -> Blackout:
    """Mark days on which the student does not work.

    Raises DatesBackwards, BlackoutTooLong, BlackoutTooFar, TooManyBlackouts, or AlreadyMarked for the same days again.
    """
    today = day_of(now)
    require_days(starts_on, ends_on, today)
    if Blackout.objects.filter(profile=profile, ends_on__gte=today).count() >= BLACKOUTS_MAX:
        raise TooManyBlackouts()
    try:
        with transaction.atomic():
            blackout = Blackout.objects.create(
                profile=profile, starts_on=starts_on, ends_on=ends_on, label=label
            )
            event = BlackoutAdded(f"profile:{profile.code}", starts_on.isoformat(), ends_on.isoformat())
            journal.record(event, actor=actor.code, now=now)
            return blackout
    except IntegrityError:
        raise AlreadyMarked() from None


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
    family: str = "",
    reviewer: Person | None = None,
    now: datetime,
) -> ProvenWork:
    """Put one accepted engagement on the student's record, and count it. The same engagement again is a no-op.

    `family` is the project's; `reviewer` who accepted the work, None when the clock did: then there are no scores.
    """
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
                "family": family,
                "reviewer_domain": _proved_domain(company, reviewer),
                "accepted_at": now,
            },
        )
        if new:
            work.skills.set(skills)
            Profile.objects.filter(pk=profile.pk).update(completed=F("completed") + 1)
            journal.record(WorkProved(f"profile:{profile.code}", work.code, engagement), now=now)
        return work


def _proved_domain(company: Organization, reviewer: Person | None) -> str:
    """The company's proved mail domain, if the reviewer has shown an address there to be theirs; else nothing."""
    if reviewer is None or not company.domain or company.domain_proved_at is None:
        return ""
    at_company = f"@{company.domain.lower()}"
    return company.domain if any(email.endswith(at_company) for email in verified_emails(reviewer)) else ""
