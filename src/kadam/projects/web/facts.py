"""A project in words: what its pages say about money, time, queue and answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kadam.kit import clock, words
from kadam.kit.money import rupees
from kadam.kit.rules import rules
from kadam.projects.policies import starts_now
from kadam.projects.queries import span

if TYPE_CHECKING:
    from kadam.projects.brief import Brief
    from kadam.projects.models import Project

type Step = Mapping[str, Any]


@dataclass(frozen=True)
class Face:
    """What the page of a project says, beside the brief itself."""

    open: bool
    held: str
    closes: str
    place: str
    starts: str
    figures: Sequence[tuple[str, str]]
    queue: tuple[int, int]
    asks: str
    ai: str
    answers: str
    closed_title: str
    closed: str
    money: Sequence[Step]


def face(project: Project, brief: Brief, *, now: datetime, takes: bool) -> Face:
    """The words for the page of a project. `takes`: it takes pitches, or is shown so. Of `now` the day counts."""
    limit = project.pitch_limit or rules().pitches_per_seat * project.seats
    closes = project.intake_closes_at or now + timedelta(days=rules().intake_days)
    answer_by = project.answers_due_at or closes + timedelta(days=rules().answer_days)
    title, text = closed_words(project, answer_by)
    return Face(
        open=takes,
        held=_("%(amount)s held") % {"amount": rupees(project.pay_paise)},
        closes=_("closes %(moment)s") % {"moment": words.moment(closes)},
        place=_("in person, %(city)s") % {"city": project.city} if project.city else _("remote"),
        starts=starts_words(project, now),
        figures=figures(project, limit),
        queue=(project.pitches, limit),
        asks=asks_words(len(brief.questions)),
        ai=ai_words(project.ai_rule),
        answers=_(
            "Everyone who pitches gets an answer with a reason by %(moment)s. At first the company sees your answers "
            "and your work, not your name, your photo, your college or your city."
        )
        % {"moment": words.moment(answer_by)},
        closed_title=title,
        closed=text,
        money=money_steps(project),
    )


def figures(project: Project, limit: int) -> list[tuple[str, str]]:
    """The four figures: fee, hours, seats, queue; each with a line under it."""
    hour = rupees(project.pay_per_hour_paise // 100 * 100)
    place = project.city or _("remote")
    left = project.seats - project.seats_taken - project.seats_gone
    first = project.first_timer_seats
    kept = ngettext("%(n)d for a first-timer", "%(n)d for first-timers", first) % {"n": first}
    return [
        (rupees(project.pay_paise), _("%(hour)s an hour, all yours") % {"hour": hour}),
        (
            _("%(n)d h") % {"n": project.hours},
            _("%(span)s, %(place)s") % {"span": span(project.due_days), "place": place},
        ),
        (ngettext("%(n)d seat", "%(n)d seats", left) % {"n": left}, kept if first else _("open to everyone")),
        (_("%(n)d of %(all)d") % {"n": project.pitches, "all": limit}, _("pitches so far")),
    ]


def starts_words(project: Project, now: datetime) -> str:
    """When the work begins."""
    if starts_now(project.starts_on, clock.day_of(now)):
        return _("as soon as you are chosen")
    return _("from %(day)s") % {"day": words.day_year(project.starts_on)}  # type: ignore[arg-type]


def asks_words(count: int) -> str:
    """What a pitch takes."""
    if not count:
        return _("Show the work that fits")
    said = ngettext("%(n)d question, about %(m)d minutes", "%(n)d questions, about %(m)d minutes", count)
    return said % {"n": count, "m": count * 7}


def ai_words(rule: str) -> str:
    """The rule about AI in a sentence."""
    return {
        "allowed": _("You may use AI tools. You answer for every line as if you had written it."),
        "disclose": _("You may use AI tools, and you say where and how when you hand in."),
        "barred": _("Do not use AI tools for this work: not for drafts, not for answers."),
    }[rule]


def closed_words(project: Project, answer_by: datetime) -> tuple[str, str]:
    """Title and sentence for a project that takes no more pitches; empty while it does."""
    if project.state == "staffed":
        return _("Every seat has its student"), _("The work is going on. Other projects are open.")
    if project.state == "completed":
        return _("This project is completed"), _("The work was accepted and paid. Other projects are open.")
    if project.state == "intake_closed" and project.pitches >= project.pitch_limit > 0:
        said = _("The queue is full. Everyone in it gets an answer by %(moment)s.")
        return _("The queue is full"), said % {"moment": words.moment(answer_by)}
    if project.state == "intake_closed":
        said = _("The days for pitching are over. Everyone who pitched gets an answer by %(moment)s.")
        return _("Pitching is over"), said % {"moment": words.moment(answer_by)}
    if project.state == "open":
        return _("Pitching just ended"), _(
            "The last minute of this project has passed. Other projects are open."
        )
    return "", ""


def money_steps(project: Project) -> list[Step]:
    """The way of one student's money on this project."""
    review = rules().review_days
    company = project.organization.name
    held: Step = {
        "what": _("Set aside with the payment provider"),
        "when": project.opened_at or _("before it opens"),
        "who": _("by %(company)s") % {"company": company},
        "paise": project.pay_paise,
        "state": "done" if project.opened_at else "todo",
    }
    return [
        held,
        {
            "what": _("You are chosen and hand in"),
            "when": _("within %(span)s of kick-off") % {"span": span(project.due_days)},
            "state": "todo",
        },
        {
            "what": _("The company reviews"),
            "when": _("%(n)d days, then it counts as accepted") % {"n": review},
            "state": "todo",
        },
        {
            "what": _("Released to you"),
            "when": _("on acceptance, the whole fee"),
            "paise": project.pay_paise,
            "state": "todo",
        },
    ]
