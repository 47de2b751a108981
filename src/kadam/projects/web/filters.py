"""The filters of the public list, as its address has them. What cannot be read is left out: a link never breaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kadam.kit.rules import rules
from kadam.projects.families import FAMILIES, family_name
from kadam.projects.queries import ORDERS, Filters
from kadam.projects.web import fragments
from kadam.skills import queries as skills

NAMES = ("q", "hours", "pay", "start", "skill", "where", "city", "family", "first", "sort")
STARTS = (7, 14, 30)


class Choice(NamedTuple):
    """A link that turns something on or off."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True)
class Asked:
    """What the address asks: `params` cleaned to what was understood, `filters` for the query, and what was not."""

    params: Mapping[str, str]
    filters: Filters
    skill_name: str = ""
    unknown_skill: str = ""
    meant_skill: str = ""

    @property
    def active(self) -> list[str]:
        """The filters that narrow the list, apart from words and order."""
        return [name for name in self.params if name not in {"q", "sort"}]


def read(query: Mapping[str, str]) -> Asked:
    """The filters in an address. One query when a skill is asked for, else none."""
    given = {name: query.get(name, "").strip()[:100].replace("\0", "") for name in NAMES}
    numbers = {name: _number(given[name]) for name in ("hours", "pay", "start")}
    known = skills.recognise([given["skill"]])[0] if given["skill"] else None
    clean = {
        "q": given["q"],
        **{name: str(value) if value is not None else "" for name, value in numbers.items()},
        "skill": known.slug if known else "",
        "where": "remote" if given["where"] == "remote" else "",
        "city": given["city"] if given["where"] != "remote" else "",
        "family": given["family"] if given["family"] in FAMILIES else "",
        "first": "1" if given["first"] else "",
        "sort": given["sort"] if given["sort"] in ORDERS else "",
    }
    params = {name: value for name, value in clean.items() if value}
    unknown = known is not None and not known.slug
    return Asked(
        params,
        _filters(params, numbers),
        known.name if known else "",
        given["skill"] if unknown else "",
        known.meant if known is not None and unknown else "",
    )


def _filters(params: Mapping[str, str], numbers: Mapping[str, int | None]) -> Filters:
    pay = numbers["pay"]
    text = params.get("q", "")
    return Filters(
        text=text,
        hours_max=numbers["hours"],
        pay_per_hour_min=None if pay is None else pay * 100,
        starts_within=numbers["start"],
        skill=params.get("skill", ""),
        remote="where" in params,
        city=params.get("city", ""),
        family=params.get("family", ""),
        first_timers="first" in params,
        order=params.get("sort") or ("best" if text else "new"),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None


def address(params: Mapping[str, str], **changes: str | None) -> str:
    """The list's address with `changes`; None or "" takes a filter out. Always the same order, so links compare."""
    wanted = {**params, **changes}
    pairs = [(name, wanted[name]) for name in (*NAMES, "after") if wanted.get(name)]
    return reverse("projects:list") + (f"?{urlencode(pairs)}" if pairs else "")


def quick(params: Mapping[str, str]) -> list[Choice]:
    """The chips above the list: each turns one filter on, or off when it is on."""
    chips = [
        (_("Up to 10 hours"), "hours", "10"),
        (_("₹200 an hour and more"), "pay", "200"),
        (_("Starts this week"), "start", "7"),
        (_("First project welcome"), "first", "1"),
        (_("Remote"), "where", "remote"),
    ]
    words = {name: params[name] for name in ("q", "sort") if name in params}
    every = Choice(_("All"), address(words), words.keys() == params.keys())
    return [every, *(_toggle(params, *chip) for chip in chips)]


def _toggle(params: Mapping[str, str], label: str, name: str, value: str) -> Choice:
    on = params.get(name) == value
    return Choice(label, address(params, **{name: None if on else value}), on)


def bar(asked: Asked) -> str:
    """The chips and the panel of filters, drawn; remembered for each set of filters."""
    typed = asked.skill_name or asked.unknown_skill
    return _bar(tuple(asked.params.items()), typed, get_language() or "")


@lru_cache(maxsize=500)
def _bar(pairs: tuple[tuple[str, str], ...], typed_skill: str, _language: str) -> str:
    params = dict(pairs)
    draw = fragments.macro("projects/filters.html", "bar")
    drawn: str = draw(
        reverse("projects:list"), params, typed_skill, quick(params), FAMILIES.items(), hour_steps(), STARTS
    )
    return drawn


def orders(asked: Asked) -> list[Choice]:
    """The orders of the list; "best match" only where words are searched for."""
    names = {
        "best": _("Best match"),
        "new": _("Newest"),
        "closing": _("Closing soon"),
        "pay": _("Pay per hour"),
    }
    default = "best" if asked.filters.searches else "new"
    if not asked.filters.searches:
        del names["best"]
    return [
        Choice(
            label, address(asked.params, sort=None if name == default else name), asked.filters.order == name
        )
        for name, label in names.items()
    ]


def without(asked: Asked) -> list[Choice]:
    """For a list that came out empty: each filter with the address that leaves it out."""
    params = asked.params
    said = {
        "q": _("the words “%(words)s”") % {"words": params.get("q", "")},
        "hours": _("up to %(n)s hours") % {"n": params.get("hours", "")},
        "pay": _("₹%(n)s an hour and more") % {"n": params.get("pay", "")},
        "start": _("starting within %(n)s days") % {"n": params.get("start", "")},
        "skill": asked.skill_name,
        "where": _("remote only"),
        "city": _("in %(city)s") % {"city": params.get("city", "")},
        "family": family_name(params.get("family", "")),
        "first": _("first project welcome"),
    }
    return [Choice(said[name], address(params, **{name: None}), False) for name in params if name in said]


def hour_steps() -> list[int]:
    """Hours one can choose from, up to the most a project may take."""
    most = rules().hours_max
    return [hours for hours in (8, 10, 15, 20, 30) if hours < most] + [most]
