"""Reading portfolios. What an entry does not show is left out here, so that no page can show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadam.identity.models import Person
from kadam.portfolios.models import Entry, Portfolio
from kadam.portfolios.policies import details_allowed
from kadam.profiles.languages import language_names
from kadam.profiles.models import Blackout, ProvenWork
from kadam.projects.families import family_name

SCORES = {
    "problem_solving": gettext_lazy("Problem solving"),
    "work_ethic": gettext_lazy("Work ethic"),
    "quality": gettext_lazy("Quality"),
    "communication": gettext_lazy("Communication"),
}


@dataclass(frozen=True)
class Shown:
    """One work as the public may see it. A safe one has no company, no words of the brief, no words of the reviewer."""

    code: str
    safe: bool
    accepted_at: datetime
    hours: int
    industry: str
    title: str
    company: str
    company_code: str  # empty: it has no public page
    asked: str
    summary: str
    comment: str
    reviewer_verified: bool  # at the company's own, proved domain
    scores: list[tuple[str, int]]
    criteria_met: int
    criteria_total: int
    by_clock: bool
    skills: list[str]


@dataclass(frozen=True)
class SkillEvidence:
    """A skill and how many of the works shown prove it."""

    name: str
    works: int


@dataclass(frozen=True)
class Page:
    """A portfolio as drawn. `mine`: the reader is the student, who sees it before anyone else does."""

    slug: str
    name: str
    headline: str
    about: str
    city: str
    weekly_hours: int
    free_from: date | None  # None: now
    studies: tuple[str, str]  # institution and course; empty unless the profile is public
    languages: list[str]
    is_public: bool
    may_be_indexed: bool
    mine: bool
    works: list[Shown]
    skills: list[SkillEvidence]

    @property
    def first_name(self) -> str:
        """How a sentence names the student."""
        return self.name.split(" ")[0]

    @property
    def hours(self) -> int:
        """Hours of all works shown."""
        return sum(work.hours for work in self.works)

    @property
    def industries(self) -> int:
        """How many different ones the works come from."""
        return len({work.industry for work in self.works if work.industry})

    @property
    def criteria_percent(self) -> int | None:
        """Share of the written criteria that reviewers found met, rounded down; None where nobody judged any."""
        judged = [work for work in self.works if not work.by_clock and work.criteria_total]
        total = sum(work.criteria_total for work in judged)
        return 100 * sum(work.criteria_met for work in judged) // total if total else None


@dataclass(frozen=True)
class OwnEntry:
    """One line of the student's own list."""

    code: str
    title: str
    company: str
    accepted_at: datetime
    under_nda: bool
    detail: str
    has_summary: bool


@dataclass(frozen=True)
class OwnPortfolio:
    """What the student manages."""

    portfolio: Portfolio
    entries: list[OwnEntry]

    @property
    def shown(self) -> int:
        """How many works others would see."""
        return sum(entry.detail != "hidden" for entry in self.entries)


def own(actor: Person) -> OwnPortfolio | None:
    """The actor's portfolio and every entry, newest first; None before the first accepted work. Two queries."""
    portfolio = Portfolio.objects.filter(profile__person=actor).select_related("profile__person").first()
    if portfolio is None:
        return None
    rows = Entry.objects.filter(portfolio=portfolio).select_related("work__company")
    return OwnPortfolio(portfolio, [_own_entry(row) for row in rows.order_by("-work__accepted_at", "-id")])


def _own_entry(row: Entry) -> OwnEntry:
    work = row.work
    return OwnEntry(
        work.code,
        work.title,
        work.company.name,
        work.accepted_at,
        row.under_nda,
        row.detail,
        bool(row.summary),
    )


def get_own(actor: Person) -> Portfolio:
    """The actor's portfolio. Raises Http404 before the first accepted work."""
    return get_object_or_404(Portfolio.objects.select_related("profile__person"), profile__person=actor)


def get_entry(actor: Person, code: str) -> Entry:
    """One of the actor's own entries, by the code of its work. Raises Http404 for anyone else's."""
    rows = Entry.objects.select_related("work__company", "portfolio__profile__person")
    return get_object_or_404(rows, work__code=code, portfolio__profile__person=actor)


def details_of(entry: Entry) -> tuple[str, ...]:
    """How much of this work may be shown."""
    return details_allowed(entry.under_nda)


def page(slug: str, reader: Person | None, *, today: date) -> Page:
    """A portfolio as `reader` may see it: published, or their own. Three queries. Raises Http404."""
    busy = Blackout.objects.filter(profile=OuterRef("profile"), starts_on__lte=today, ends_on__gte=today)
    rows = Portfolio.objects.filter(slug=slug, profile__person__is_active=True)
    portfolio = (
        rows.select_related("profile__person")
        .annotate(busy_until=Subquery(busy.order_by("-ends_on").values("ends_on")[:1]))
        .first()
    )
    mine = portfolio is not None and reader is not None and portfolio.profile.person_id == reader.pk
    if portfolio is None or not (portfolio.is_public or mine):
        raise Http404()
    return _page(portfolio, [shown(row) for row in _visible(portfolio)], mine)


def _visible(portfolio: Portfolio) -> QuerySet[Entry]:
    rows = Entry.objects.filter(portfolio=portfolio).exclude(detail="hidden")
    return (
        rows.select_related("work__company")
        .prefetch_related("work__skills")
        .order_by("-work__accepted_at", "-id")
    )


def _page(portfolio: Portfolio, works: list[Shown], mine: bool) -> Page:
    profile = portfolio.profile
    busy_until: date | None = portfolio.busy_until  # type: ignore[attr-defined]
    open_profile = profile.visibility == "public"
    return Page(
        slug=portfolio.slug,
        name=profile.person.name or _("A student"),
        headline=profile.headline,
        about=profile.about,
        city=profile.city,
        weekly_hours=profile.weekly_hours,
        free_from=busy_until + timedelta(days=1) if busy_until else None,
        studies=(profile.institution, profile.course) if open_profile else ("", ""),
        languages=language_names(profile.languages) if open_profile else [],
        is_public=portfolio.is_public,
        may_be_indexed=portfolio.may_be_indexed,
        mine=mine,
        works=works,
        skills=skill_evidence(works),
    )


def shown(entry: Entry) -> Shown:
    """What an entry says to the public. The caller has loaded its work, company and skills."""
    work, safe = entry.work, entry.detail != "full"
    company = work.company
    return Shown(
        code=work.code,
        safe=safe,
        accepted_at=work.accepted_at,
        hours=work.hours,
        industry=company.industry,
        title=_safe_title(work) if safe else work.title,
        company="" if safe else company.name,
        company_code="" if safe or company.verified_at is None else company.code,
        asked="" if safe else work.deliverable,
        summary=entry.summary,
        comment="" if safe else work.comment,
        reviewer_verified=bool(work.reviewer_domain),
        scores=[(str(label), work.scores[key]) for key, label in SCORES.items() if work.scores.get(key)],
        criteria_met=work.criteria_met,
        criteria_total=work.criteria_total,
        by_clock=not work.scores,
        skills=sorted(skill.name for skill in work.skills.all()),
    )


def _safe_title(work: ProvenWork) -> str:
    """The kind of work, which the agreement lets the student name."""
    return family_name(work.family) if work.family else _("A project")


def skill_evidence(works: Sequence[Shown]) -> list[SkillEvidence]:
    """Every skill that the works prove, by how many do, then by name."""
    counted = Counter(skill for work in works for skill in work.skills)
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0].casefold()))
    return [SkillEvidence(name, number) for name, number in ordered]
