"""What a profile may hold, and when it says enough. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kadam.kit.refusals import BadInput, Refusal
from kadam.profiles.languages import LANGUAGES

BLACKOUTS_MAX = 20  # that are not over; more than anyone's exam calendar holds
BLACKOUT_DAYS_MAX = 92
AHEAD_DAYS_MAX = 730
SKILLS_GOOD = 5  # projects ask for two to five


class UnknownLanguage(BadInput):
    """Not in our list."""

    message = _("Choose languages from the list.")
    field = "languages"


class DatesBackwards(BadInput):
    """A blackout that ends before it starts, or is over."""

    message = _("The last day cannot be before the first, and must not be over already.")
    field = "ends_on"


class BlackoutTooLong(BadInput):
    """Work that stands still for a season is not work in progress."""

    message = _("Mark at most 92 days at once. For a longer break, do not take new projects.")
    field = "ends_on"


class BlackoutTooFar(BadInput):
    """A date typed wrong."""

    message = _("Mark days within the next two years. Check the year.")
    field = "starts_on"


class TooManyBlackouts(BadInput):
    """More than anyone's exam calendar holds."""

    message = _("You have 20 blackouts ahead already. Remove one, or mark a longer span at once.")
    field = "starts_on"


class AlreadyMarked(Refusal):
    """The same days again: a double press, or a second tab."""

    message = _("You have marked these days already.")
    field = "starts_on"


def require_known_languages(codes: Iterable[str]) -> None:
    """Raises UnknownLanguage."""
    if not set(codes) <= LANGUAGES.keys():
        raise UnknownLanguage()


def require_days(starts_on: date, ends_on: date, today: date) -> None:
    """Raises DatesBackwards, BlackoutTooFar or BlackoutTooLong."""
    if ends_on < starts_on or ends_on < today:
        raise DatesBackwards()
    if (starts_on - today).days > AHEAD_DAYS_MAX or (today - starts_on).days > AHEAD_DAYS_MAX:
        raise BlackoutTooFar()
    if (ends_on - starts_on).days >= BLACKOUT_DAYS_MAX:
        raise BlackoutTooLong()


@dataclass(frozen=True)
class Step:
    """One thing that makes a profile say more. `field` is its place on the edit page; empty: by doing a project."""

    title: str | Promise
    why: str | Promise
    field: str
    done: bool


def completeness(
    *, headline: str, about: str, city: str, skills: int, languages: int, completed: int
) -> list[Step]:
    """The steps to a full profile, those to do first in the order in which they help most."""
    steps = [
        Step(
            _("Name at least five skills"),
            _("Projects ask for two to five, and a company sees at once how many of them you have."),
            "skills",
            skills >= SKILLS_GOOD,
        ),
        Step(
            _("Write a headline"),
            _("The first line a company reads once you are shortlisted."),
            "headline",
            bool(headline),
        ),
        Step(
            _("Say what you have done and what you look for"),
            _("Three sentences are enough; class projects and family business count."),
            "about",
            bool(about),
        ),
        Step(
            _("Choose your languages"),
            _("Many projects need one language beside English."),
            "languages",
            languages > 0,
        ),
        Step(
            _("Say where you live"),
            _("Most work is remote, and a few projects need someone in one city."),
            "city",
            bool(city),
        ),
        Step(
            _("Finish your first project"),
            _("Accepted work proves your skills and opens your portfolio."),
            "",
            completed > 0,
        ),
    ]
    return sorted(steps, key=lambda step: step.done)
