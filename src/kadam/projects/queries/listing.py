"""The public list of open projects: at most two queries a page, whatever its size and filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kadam.kit import words
from kadam.kit.money import rupees
from kadam.kit.paging import Page, keyset_page
from kadam.projects.models import Project, ProjectSkill
from kadam.search import queries as search

type Skills = tuple[tuple[str, str], ...]

PAGE = 20
KEEP = 20_000  # projects whose skills a process remembers
INDEX = "document__entry__"  # from a project to its entry in the full-text index
COLUMNS = [
    "id",
    "code",
    "title",
    "deliverable",
    "deliverable_format",
    "organization__name",
    "organization__city",
    "hours",
    "pay_paise",
    "pay_per_hour_paise",
    "seats",
    "seats_taken",
    "seats_gone",
    "first_timer_seats",
    "due_days",
    "starts_on",
    "city",
    "opened_at",
    "intake_closes_at",
    "pitches",
    "pitch_limit",
]
ORDERS: dict[str, tuple[str, ...]] = {
    "best": ("-score", "-id"),
    "new": ("-opened_at", "-id"),
    "closing": ("intake_closes_at", "id"),
    "pay": ("-pay_per_hour_paise", "-id"),
}


_known: dict[tuple[str, date], Skills] = {}


class ProjectCard(NamedTuple):
    """One open project in a list. Skills are (slug, name); `score` only where words were searched for."""

    id: int
    code: str
    title: str
    deliverable: str
    deliverable_format: str
    company: str
    company_city: str
    hours: int
    pay_paise: int
    pay_per_hour_paise: int
    seats: int
    seats_taken: int
    seats_gone: int
    first_timer_seats: int
    due_days: int
    starts_on: date | None
    city: str
    opened_at: datetime
    closes_at: datetime
    pitches: int
    pitch_limit: int
    score: float
    skills: Skills = ()

    @property
    def href(self) -> str:
        """The public page."""
        return reverse("projects:detail", args=(self.code,))

    @property
    def queue(self) -> str:
        """ "queue 7 of 20"."""
        return _("queue %(n)d of %(all)d") % {"n": self.pitches, "all": self.pitch_limit}

    @property
    def seats_left(self) -> int:
        """Seats without a student so far."""
        return self.seats - self.seats_taken - self.seats_gone

    @property
    def closing(self) -> str:
        """ "2 seats · closes Thu 26 Nov"."""
        said = ngettext("%(n)d seat · closes %(day)s", "%(n)d seats · closes %(day)s", self.seats_left)
        return said % {"n": self.seats_left, "day": words.day(self.closes_at)}

    @property
    def terms(self) -> str:
        """ "24 h · ₹250/h · 2 weeks"."""
        hour = rupees(self.pay_per_hour_paise // 100 * 100)
        return f"{self.hours} h · {hour}/h · {span(self.due_days)}"

    @property
    def place(self) -> str:
        """Where the work is done."""
        return self.city or _("remote")


def span(days: int) -> str:
    """ "2 weeks" for 14 days, "10 days" for 10."""
    weeks, rest = divmod(days, 7)
    if rest:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    return ngettext("%(n)d week", "%(n)d weeks", weeks) % {"n": weeks}


@dataclass(frozen=True)
class Filters:
    """What a reader asks of the list; the defaults ask nothing. Pay is paise an hour, `city` "" means anywhere."""

    text: str = ""
    hours_max: int | None = None
    pay_per_hour_min: int | None = None
    starts_within: int | None = None  # days
    skill: str = ""  # slug
    remote: bool = False
    city: str = ""
    family: str = ""
    first_timers: bool = False
    order: str = "new"

    @property
    def searches(self) -> bool:
        """Are there words to search for?"""
        return search.holds_words(self.text)


def listing(
    filters: Filters, cursor: str | None = None, *, today: date, size: int = PAGE
) -> Page[ProjectCard]:
    """One page of open projects. At most two queries; keyset, so page 500 costs what page 1 does.

    The order "best" needs words to search for; without them it is "new".
    """
    rows: QuerySet[Project] = Project.objects.filter(_condition(filters, today), state="open")
    order = filters.order if filters.order in ORDERS else "new"
    score = search.relevance(filters.text, INDEX)
    if order == "best" and score is None:
        order = "new"
    columns: list[Any] = [*COLUMNS]
    if order == "best":
        rows = rows.annotate(score=score)
        columns.append("score")
    page = keyset_page(
        rows.values_list(*columns),
        order=ORDERS[order],
        cursor=cursor,
        size=size,
        key=_key(columns, ORDERS[order]),
    )
    skills = _skills_of(page.rows, today)
    unranked = () if order == "best" else (0.0,)
    pairs = zip(page.rows, skills, strict=True)
    cards = [ProjectCard._make((*row, *unranked, tags)) for row, tags in pairs]
    return Page(cards, page.next_cursor)


def _condition(filters: Filters, today: date) -> Q:
    conditions: list[Q | Exists] = [search.condition(filters.text, INDEX)] if filters.searches else []
    if filters.hours_max is not None:
        conditions.append(Q(hours__lte=filters.hours_max))
    if filters.pay_per_hour_min is not None:
        conditions.append(Q(pay_per_hour_paise__gte=filters.pay_per_hour_min))
    if filters.starts_within is not None:
        until = today + timedelta(days=filters.starts_within)
        conditions.append(Q(starts_on=None) | Q(starts_on__lte=until))
    if filters.skill:
        conditions.append(
            Exists(ProjectSkill.objects.filter(project=OuterRef("pk"), skill__slug=filters.skill))
        )
    if filters.remote:
        conditions.append(Q(city=""))
    if filters.city:
        conditions.append(Q(city__iexact=filters.city))
    if filters.family:
        conditions.append(Q(family=filters.family))
    if filters.first_timers:
        conditions.append(Q(first_timer_seats__gt=0))
    return Q(*conditions)


def _key(columns: Sequence[str], order: Sequence[str]) -> Callable[[Sequence[Any]], list[Any]]:
    places = [columns.index(name.lstrip("-")) for name in order]

    def key(row: Sequence[Any]) -> list[Any]:
        values = (row[place] for place in places)
        return [value.isoformat() if isinstance(value, datetime) else value for value in values]

    return key


def _skills_of(rows: Sequence[Sequence[Any]], today: date) -> list[Skills]:
    """The skills of each row. A public brief never changes, so each process asks once a day for each project."""
    kept = {row[0]: _known.get((row[1], today)) for row in rows}
    asked = {row[0]: (row[1], today) for row in rows if kept[row[0]] is None}
    if asked:
        found: dict[int, list[tuple[str, str]]] = {project: [] for project in asked}
        named = ProjectSkill.objects.filter(project__in=asked).order_by("id")
        for project, slug, name in named.values_list("project_id", "skill__slug", "skill__name"):
            found[project].append((slug, name))
        if len(_known) > KEEP:
            _known.clear()
        for project, skills in found.items():
            kept[project] = _known[asked[project]] = tuple(skills)
    return [kept[row[0]] or () for row in rows]


def open_count() -> int:
    """How many projects take pitches now: counted in the index of open ones, which stays small."""
    return Project.objects.filter(state="open").count()
