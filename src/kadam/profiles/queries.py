"""Reading students' profiles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Sum
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format

from kadam.identity.models import Person
from kadam.identity.queries import has_consented
from kadam.organizations.gst_states import state_name
from kadam.organizations.models import Organization
from kadam.profiles.languages import language_names
from kadam.profiles.models import Blackout, Profile, ProfileSkill, ProvenWork
from kadam.profiles.policies import Step, completeness
from kadam.skills.models import Family, Skill

UNIVERSITIES_SUGGESTED = 200
WEEKS_SHOWN = 12


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
    family: str
    reviewer_domain: str

    @property
    def by_clock(self) -> bool:
        """Accepted because the company did not answer in time: nobody judged it, so there are no scores."""
        return not self.scores


@dataclass(frozen=True)
class SkillGroup:
    """The skills of one family that a student has; `proven` are those that accepted work shows."""

    family: str
    names: list[str]
    proven: list[str]


@dataclass(frozen=True)
class BlackoutRow:
    """Days on which the student does not work."""

    code: str
    label: str
    starts_on: date
    ends_on: date
    days: int
    running: bool
    over: bool


@dataclass(frozen=True)
class Day:
    """One square of the drawn calendar."""

    on: date
    free: bool
    today: bool


@dataclass(frozen=True)
class Week:
    """One column of the drawn calendar, from Monday; `month` is named where one begins."""

    days: list[Day]
    month: str


@dataclass(frozen=True)
class OwnPage:
    """A student's profile as the student sees it."""

    profile: Profile
    state: str
    languages: list[str]
    skills: list[SkillGroup]
    blackouts: list[BlackoutRow]
    weeks: list[Week]
    steps: list[Step]

    @property
    def done(self) -> int:
        """How many of the steps to a full profile are made."""
        return sum(step.done for step in self.steps)

    @property
    def checks(self) -> list[dict[str, object]]:
        """The steps as a list with ticks."""
        return [{"text": step.title, "met": step.done or None} for step in self.steps]

    @property
    def next_step(self) -> Step | None:
        """What would help most now."""
        return next((step for step in self.steps if not step.done), None)


def of_person(person: Person) -> Profile | None:
    """The person's profile, if they are a student here."""
    return Profile.objects.filter(person=person).select_related("person", "university").first()


def get_own(actor: Person) -> Profile:
    """The actor's own profile. Raises Http404 when they are not a student here yet."""
    return get_object_or_404(Profile.objects.select_related("person", "university"), person=actor)


def own_page(profile: Profile, today: date) -> OwnPage:
    """Everything the student's own page shows, in three queries."""
    groups = skill_groups(profile)
    rows = blackout_rows(profile, today)
    steps = completeness(
        headline=profile.headline,
        about=profile.about,
        city=profile.city,
        skills=sum(len(group.names) for group in groups),
        languages=len(profile.languages),
        completed=profile.completed,
    )
    return OwnPage(
        profile,
        state_name(profile.state_code),
        language_names(profile.languages),
        groups,
        [row for row in rows if not row.over],
        weeks(rows, today),
        steps,
    )


def is_found_by_companies(person: Person) -> bool:
    """Whether the person agreed, perhaps on signing up, that companies may find their profile."""
    return has_consented(person, "companies_see_profile")


def universities() -> list[str]:
    """Names of the verified universities here, to suggest while an institution is typed."""
    rows = Organization.objects.filter(kind="university", verification="verified").order_by("name", "id")
    return list(rows.values_list("name", flat=True)[:UNIVERSITIES_SUGGESTED])


def university_named(text: str) -> Organization | None:
    """The one verified university of that name, letters and spaces aside; None when there is not exactly one."""
    rows = Organization.objects.filter(kind="university", verification="verified")
    found = list(rows.filter(name__iexact=" ".join(text.split())).order_by("id")[:2])
    return found[0] if len(found) == 1 else None


def skill_groups(profile: Profile) -> list[SkillGroup]:
    """What the student says they can do, by family, with what is proven. Two queries."""
    rows = ProfileSkill.objects.filter(profile=profile).order_by("skill__name")
    named = list(rows.values_list("skill_id", "skill__name", "skill__family"))
    proven = set(ProvenWork.objects.filter(profile=profile).values_list("skills", flat=True))
    return [
        SkillGroup(str(family.label), names, shown)
        for family in Family
        if (names := [name for _pk, name, of in named if of == family.value])
        for shown in [[name for pk, name, of in named if of == family.value and pk in proven]]
    ]


def skills(profile: Profile) -> list[Skill]:
    """What the student says they can do, by name."""
    own = profile.skill_rows.values("skill")
    return list(Skill.objects.filter(pk__in=own).order_by("name"))


def blackouts(profile: Profile, since: date | None = None) -> list[Blackout]:
    """Days on which the student does not work, soonest first; without those over before `since`."""
    rows = profile.blackouts.select_related("profile").order_by("starts_on", "id")
    return list(rows.filter(ends_on__gte=since) if since else rows)


def blackout_rows(profile: Profile, today: date) -> list[BlackoutRow]:
    """The student's calendar, soonest first, past ones too. One query."""
    return [_blackout_row(row, today) for row in blackouts(profile)]


def _blackout_row(row: Blackout, today: date) -> BlackoutRow:
    days = (row.ends_on - row.starts_on).days + 1
    running = row.starts_on <= today <= row.ends_on
    return BlackoutRow(
        row.code, row.label, row.starts_on, row.ends_on, days, running, over=row.ends_on < today
    )


def weeks(rows: Iterable[BlackoutRow], today: date, count: int = WEEKS_SHOWN) -> list[Week]:
    """The present week and those after it, as a drawing shows them. No query."""
    spans = [(row.starts_on, row.ends_on) for row in rows]
    first = today - timedelta(days=today.weekday())
    return [_week(first + timedelta(weeks=number), spans, today) for number in range(count)]


def _week(monday: date, spans: list[tuple[date, date]], today: date) -> Week:
    days = [monday + timedelta(days=number) for number in range(7)]
    named = next((one for one in days if one.day == 1), None)
    if today in days and (days[-1] + timedelta(weeks=1)).day > 7:  # room for the present month's name
        named = named or today
    drawn = [Day(one, not any(first <= one <= last for first, last in spans), one == today) for one in days]
    return Week(drawn, date_format(named, "M") if named else "")


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
        row.family,
        row.reviewer_domain,
    )


def own_works(profile: Profile, ids: Sequence[int]) -> list[ProvenWork]:
    """Those of the student's accepted works; others' are left out."""
    return list(ProvenWork.objects.filter(profile=profile, pk__in=ids).order_by("id"))


def get_work(code: str) -> ProvenWork:
    """The proved work behind a code, with its student, for subscribers. Raises Http404."""
    return get_object_or_404(ProvenWork.objects.select_related("profile__person", "company"), code=code)


def counts_of(university: Organization) -> tuple[int, int]:
    """How many students of a university are here, and how many projects of theirs were accepted. One query."""
    found = Profile.objects.filter(university=university).aggregate(
        students=Count("id"), done=Sum("completed")
    )
    return found["students"], found["done"] or 0
