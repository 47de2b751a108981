"""The whole demo: half a year of a market, played through the same actions as real use, the same at every loading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.db import connection

from kadam.demo import corpus
from kadam.demo.corpus import Row
from kadam.demo.market import Market
from kadam.demo.people import (
    Cast,
    Namer,
    make_company,
    make_persona,
    make_student,
    make_student_persona,
    make_university,
)
from kadam.demo.timeline import DAY, Timeline
from kadam.payments.gateways import in_process_sandbox

DAYS, STUDENTS, PROJECTS, SEED = 150, 300, 154, 7
LEFT = (  # states in which some of the newest projects are left, so that a visitor meets each
    ("draft", 3),
    ("awaiting_funds", 3),
    ("cancelled", 3),
    ("quiet", 2),
    ("unanswered", 2),
    ("shortlisting", 3),
    ("offered", 3),
    ("agreed", 3),
    ("working", 6),
    ("paused", 2),
    ("submitted", 5),
    ("revision", 3),
    ("silent", 3),
    ("abandoned", 2),
)
STORIES = (  # persona, state, days before today it was posted, company (any when empty)
    *(("experienced", "", age, "") for age in (140, 112, 96, 78, 60)),
    ("experienced", "submitted", 27, "sheetalsetu"),
    ("experienced", "paused", 24, ""),
    ("first-year", "offered", 10.5, ""),
    *(("first-year", "pitches", age, "") for age in (4, 3, 2)),
    ("", "", 130, "hisaabghar"),
    ("", "pitches", 5, "hisaabghar"),
    ("", "pitches", 14.5, "hisaabghar"),
    ("", "", 132, "sheetalsetu"),
    ("", "working", 20, "sheetalsetu"),
)
AGE = {  # days before today when such a project is posted, so that it still stands in its state
    "draft": 6, "in_review": 3, "changes_asked": 4, "awaiting_funds": 5, "cancelled": 30, "quiet": 40,
    "unanswered": 34, "shortlisting": 14, "offered": 12, "agreed": 16, "working": 22, "paused": 24,
    "submitted": 30, "revision": 30, "silent": 60, "abandoned": 45,
}  # fmt: skip


def build(now: datetime, tell: Callable[[str, float], None]) -> Cast:
    """Make everybody and play the market up to `now`; `tell` hears a stage and its share done, 0 to 1."""
    rng = Random(SEED)  # noqa: S311 - believable, not secret
    start = now - DAYS * DAY
    line = Timeline(start, now)
    with relaxed_disk(), in_process_sandbox():
        with line.present(start):
            cast = _people(rng, start, tell)
        _plan(Market(cast, line, rng))
        line.play(lambda share: tell("market", share))
    return cast


class relaxed_disk:  # noqa: N801 - reads as a sentence
    """A demo that is interrupted is loaded again from nothing, so SQLite need not wait for the disk meanwhile."""

    def __enter__(self) -> None:
        self._set("OFF")

    def __exit__(self, *_failure: object) -> None:
        self._set("FULL")

    @staticmethod
    def _set(level: str) -> None:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA synchronous={level}")


def _people(rng: Random, start: datetime, tell: Callable[[str, float], None]) -> Cast:
    namer = Namer(rng)
    personas = {row["key"]: make_persona(row, start) for row in corpus.personas()}
    cast = Cast(staff=personas["staff"], personas=personas)
    for row in corpus.universities():
        make_university(row, cast, namer, start)
    for number, row in enumerate(corpus.companies()):
        make_company(row, cast, namer, number, start)
        tell("companies", number / len(corpus.companies()))
    for row in corpus.personas():
        if row["hat"] == "student":
            make_student_persona(row, cast, start)
    while len(cast.students) < STUDENTS:
        make_student(cast, namer, rng, start)
        tell("students", len(cast.students) / STUDENTS)
    return cast


def _plan(market: Market) -> None:
    """Put every brief on the line: a company's smallest first, the rest spread, the newest left in each state."""
    waiting = corpus.briefs()[:PROJECTS]
    market.rng.shuffle(waiting)
    _tell_stories(market, waiting)
    firsts = _firsts(waiting)
    unread = {"in_review": 3, "changes_asked": 2}  # only a company's first brief is read by a person
    for stays, number in unread.items():
        for _one in range(number):
            posted = market.line.end - AGE[stays] * DAY - market.between(0, 20)
            market.line.at(posted, market.post(_take(waiting, firsts.pop()), stays))
    for brief in firsts:
        market.line.at(market.line.now + market.between(0.5, 24, DAY), market.post(_take(waiting, brief)))
    for stays, number in LEFT:
        for _one in range(number):
            posted = market.line.end - AGE[stays] * DAY - market.between(0, 20)
            market.line.at(posted, market.post(waiting.pop(), stays))
    for number, brief in enumerate(waiting):
        fresh = number % 3 == 0  # one in three was posted in the last days and takes pitches now
        days = market.between(DAYS - 8.5, DAYS - 1.2, DAY) if fresh else market.between(50, DAYS - 12, DAY)
        market.line.at(market.line.now + days, market.post(brief))


def _tell_stories(market: Market, waiting: list[Row]) -> None:
    """What the personas' own lines promise: each named brief has its star and its state."""
    people = {student.person.email: student for student in market.cast.students[:9]}
    stars = {row["key"]: people[row["email"]] for row in corpus.personas() if row["hat"] == "student"}
    for who, stays, age, company in STORIES:
        posts = [brief for brief in waiting if not company or brief["company"] == company]
        brief = min(posts, key=lambda one: (one["seats"], one["pay_paise"] * one["seats"]))
        posted = market.line.end - timedelta(days=age)
        market.line.at(posted, market.post(_take(waiting, brief), stays, stars.get(who)))


def _take(briefs: list[Row], brief: Row) -> Row:
    briefs.remove(brief)
    return brief


def _firsts(briefs: list[Row]) -> list[Row]:
    """Each company's cheapest brief: a new company may set aside ₹10,000 until one project is completed."""
    cheapest: dict[str, Row] = {}
    for brief in briefs:
        best = cheapest.get(brief["company"])
        if best is None or brief["pay_paise"] * brief["seats"] < best["pay_paise"] * best["seats"]:
            cheapest[brief["company"]] = brief
    return list(cheapest.values())
