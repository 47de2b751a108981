"""The rules of the linter, one row each: a code, the field it is about, why, how to mend it, and the check.

Hard rules block, soft ones advise. The figures are the rules of the market (kit.rules).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kadam.kit.money import rupees
from kadam.kit.rules import Rules, rules
from kadam.projects.brief import Brief
from kadam.projects.linter import words

WEEK_HOURS = 20  # in term
REQUIRED = ("title", "outcome", "deliverable", "deliverable_format")


@dataclass(frozen=True)
class Standing:
    """What the company has done here so far; the limits of a new company hang on it."""

    completed: int
    live: int  # other projects on their way or running


@dataclass(frozen=True)
class Case:
    """What a rule looks at."""

    brief: Brief
    limits: Rules
    standing: Standing | None


type Values = Mapping[str, Any]
type Check = Callable[[Case], Iterable[Values]]


@dataclass(frozen=True)
class Rule:
    """One rule. `reason` and `mend` have %(name)s places for the market's figures and what the check found."""

    code: str
    field: str
    reason: str | Promise
    mend: str | Promise
    check: Check
    level: str = "hard"


@dataclass(frozen=True)
class Finding:
    """One breach: of which rule, in which field, why it matters, and how to mend it."""

    rule: str
    level: str
    field: str
    reason: str
    mend: str


def lint(brief: Brief, standing: Standing | None = None) -> list[Finding]:
    """Everything the rules say about the brief, hard ones first. `standing` None leaves the company's limits aside."""
    case = Case(brief, rules(), standing)
    found = [_finding(rule, case, values) for rule in RULES for values in rule.check(case)]
    return sorted(found, key=lambda one: one.level != "hard")


def blocks(findings: Iterable[Finding]) -> bool:
    """Do the findings keep the brief from being published?"""
    return any(one.level == "hard" for one in findings)


def _finding(rule: Rule, case: Case, values: Values) -> Finding:
    told = {**asdict(case.limits), **_figures(case), **values}
    return Finding(
        rule.code, rule.level, values.get("field", rule.field), str(rule.reason) % told, str(rule.mend) % told
    )


def _figures(case: Case) -> Values:
    brief, limits = case.brief, case.limits
    return {
        "hours": brief.hours,
        "days": brief.due_days,
        "seats": brief.seats,
        "pay": rupees(brief.pay_paise),
        "cost": rupees(brief.cost_paise),
        "an_hour": rupees(brief.pay_paise // brief.hours if brief.hours > 0 else 0),
        "floor": rupees(limits.pay_floor_paise_per_hour),
        "least": rupees(limits.pay_floor_paise_per_hour * brief.hours),
        "low": rupees(limits.pay_suggested_low_paise_per_hour * brief.hours),
        "high": rupees(limits.pay_suggested_high_paise_per_hour * brief.hours),
        "week": WEEK_HOURS,
        "days_needed": -(-brief.hours * 7 // WEEK_HOURS),
        "hours_possible": WEEK_HOURS * brief.due_days // 7,
        "budget": rupees(limits.new_company_budget_paise),
        "criteria": len(brief.criteria),
        "questions": len(brief.questions),
    }


def when(holds: Callable[[Case], bool]) -> Check:
    """A check that finds one thing when the condition holds."""
    return lambda case: [{}] if holds(case) else []


def in_any_text(pattern: re.Pattern[str]) -> Check:
    """A check that finds the pattern in every text of the brief."""

    def check(case: Case) -> Iterator[Values]:
        for field, text in case.brief.texts():
            if match := pattern.search(text):
                yield {"field": field, "found": match.group().strip()}

    return check


def missing_texts(case: Case) -> Iterator[Values]:
    """Each required text that is empty."""
    yield from ({"field": name} for name in REQUIRED if not getattr(case.brief, name).strip())


def several_deliverables(case: Case) -> Iterator[Values]:
    """Where a second deliverable begins."""
    if second := words.second_deliverable(case.brief.deliverable):
        yield {"found": second}


def repeated_criteria(case: Case) -> Iterator[Values]:
    """Each criterion that says what an earlier one said."""
    seen: set[str] = set()
    for number, line in enumerate(case.brief.criteria, 1):
        text = " ".join(line.text.casefold().split())
        if text in seen:
            yield {"field": f"criterion_{number}", "found": line.text}
        seen.add(text)


def is_new(case: Case) -> bool:
    """Has the company completed nothing yet?"""
    return case.standing is not None and case.standing.completed == 0


RULES: tuple[Rule, ...] = (
    Rule(
        "text-missing", "title",
        _("A student cannot decide without this."),
        _("Write it in a sentence or two."),
        missing_texts,
    ),
    Rule(
        "blank-left", "title",
        _("“%(found)s” is a blank of the template."),
        _("Put your own words in its place."),
        in_any_text(words.BLANK),
    ),
    Rule(
        "hours-range", "hours",
        _("A project takes %(hours_min)s to %(hours_max)s hours; this one says %(hours)s."),
        _("Choose one part of the work that fits, and make the rest another project."),
        when(lambda case: not case.limits.hours_min <= case.brief.hours <= case.limits.hours_max),
    ),
    Rule(
        "days-range", "due_days",
        _("The work is due %(due_days_min)s to %(due_days_max)s days after kick-off; this one says %(days)s."),
        _("Choose a number of days in between."),
        when(lambda case: not case.limits.due_days_min <= case.brief.due_days <= case.limits.due_days_max),
    ),
    Rule(
        "week-full", "due_days",
        _("%(hours)s hours in %(days)s days is too much: in term a student has %(week)s hours a week."),
        _("Give at least %(days_needed)s days, or ask for at most %(hours_possible)s hours."),
        when(lambda case: case.brief.due_days > 0 and case.brief.hours * 7 > WEEK_HOURS * case.brief.due_days),
    ),
    Rule(
        "pay-floor", "pay",
        _("%(pay)s for %(hours)s hours is %(an_hour)s an hour; nobody here works for less than %(floor)s."),
        _("Pay each student at least %(least)s. Usual for these hours is %(low)s to %(high)s."),
        when(lambda case: case.brief.pay_paise < case.limits.pay_floor_paise_per_hour * case.brief.hours),
    ),
    Rule(
        "pay-unpaid", "context",
        _("“%(found)s”: every project here is paid in money, and the fee is held before anyone applies."),
        _("Take these words out. The fee stands above; a certificate comes on top of it, by itself."),
        in_any_text(words.UNPAID),
    ),
    Rule(
        "fee-asked", "context",
        _("“%(found)s”: no student pays anything, to anybody, for any reason."),
        _("Take these words out. What the student needs for the work, you give: say so under “What you give”."),
        in_any_text(words.FEE),
    ),
    Rule(
        "deliverable-one", "deliverable",
        _("“%(found)s” begins a second deliverable; one project hands in one thing, or it is never done."),
        _("Name the one thing you need most. Its parts go into the criteria; the rest is another project."),
        several_deliverables,
    ),
    Rule(
        "criteria-few", "criterion_1",
        _("%(criteria)s of at least %(criteria_min)s criteria: without them nobody can say when the work is done."),
        _("Write what can be counted or checked, such as “40 companies, each with city and price source”."),
        when(lambda case: len(case.brief.criteria) < case.limits.criteria_min),
    ),
    Rule(
        "criteria-many", "criterion_1",
        _("%(criteria)s criteria are more than %(criteria_max)s; the review becomes a lottery."),
        _("Keep the ones you would send work back for."),
        when(lambda case: len(case.brief.criteria) > case.limits.criteria_max),
    ),
    Rule(
        "criteria-same", "criterion_2",
        _("“%(found)s” stands here twice."),
        _("Take one of them out."),
        repeated_criteria,
    ),
    Rule(
        "questions-many", "question_1",
        _("%(questions)s questions are more than %(questions_max)s; good students pass by."),
        _("Keep the ones whose answers would change your mind."),
        when(lambda case: len(case.brief.questions) > case.limits.questions_max),
    ),
    Rule(
        "seats-range", "seats",
        _("A project has 1 to %(seats_max)s seats; this one says %(seats)s."),
        _("Choose a number in between; for more, repeat the project."),
        when(lambda case: not 1 <= case.brief.seats <= case.limits.seats_max),
    ),
    Rule(
        "first-timers-range", "first_timer_seats",
        _("More seats are kept for first-timers than there are seats."),
        _("Keep at most %(seats)s."),
        when(lambda case: not 0 <= case.brief.first_timer_seats <= case.brief.seats),
    ),
    Rule(
        "company-one-live", "title",
        _("Until your first project is completed, your company has one at a time, and one is on its way."),
        _("Come back when that one is completed. This brief is kept."),
        when(lambda case: is_new(case) and case.standing.live >= case.limits.new_company_live_projects),  # type: ignore[union-attr]
    ),
    Rule(
        "company-budget", "pay",
        _("%(seats)s × %(pay)s is %(cost)s; until its first project is completed a company can set aside %(budget)s."),
        _("Begin with fewer seats or a smaller piece of work."),
        when(lambda case: is_new(case) and case.brief.cost_paise > case.limits.new_company_budget_paise),
    ),
    Rule(
        "questions-none", "question_1",
        _("You see no names at first, so the answers to your questions are what you choose by."),
        _("Ask one thing about the work itself."),
        when(lambda case: not case.brief.questions),
        level="soft",
    ),
    Rule(
        "skills-none", "skills",
        _("Students look for projects by skill."),
        _("Name two to five skills the work needs."),
        when(lambda case: not case.brief.skills),
        level="soft",
    ),
    Rule(
        "given-missing", "materials",
        _("Students ask first what they will be given."),
        _("Say what data, access and contact person they get, and when."),
        when(lambda case: not case.brief.materials.strip()),
        level="soft",
    ),
)  # fmt: skip
