"""The page of one project, drawn once for each version of it and remembered.

What students read of a public project changes only with its version (state, queue, seats, company), the language
and the day; so a reader costs one small query and the frame around the page.
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kadam.kit.clock import INDIA
from kadam.kit.money import rupees
from kadam.projects import queries
from kadam.projects.web.facts import face
from kadam.projects.web.fragments import macro
from kadam.projects.web.posting import job_posting

if TYPE_CHECKING:
    from kadam.projects.brief import Brief
    from kadam.projects.models import Project

KEEP = 500


class Page(NamedTuple):
    """The parts of the page; chips, lede, body and bar are drawn and safe."""

    title: str
    description: str
    address: str
    posting: dict[str, Any] | None
    chips: str
    lede: str
    body: str
    bar: str


def page_of(version: queries.PublicVersion, *, address: str, now: datetime) -> Page:
    """The page of a public project in this version, for everybody alike. No query when it was drawn before."""
    takes = queries.takes_pitches_now(version, now)
    return _kept(version, takes, address, get_language() or "", now.astimezone(INDIA).date())


@lru_cache(maxsize=KEEP)
def _kept(version: queries.PublicVersion, takes: bool, address: str, _language: str, day: date) -> Page:
    project = queries.get_project(version.code)
    return draw(
        project,
        queries.brief(project),
        address=address,
        takes=takes,
        now=datetime.combine(day, time(12), INDIA),
    )


def draw(
    project: Project, brief: Brief, *, address: str, takes: bool, now: datetime, preview: bool = False
) -> Page:
    """The page, drawn; as a preview it shows a draft as if it were open."""
    shown = face(project, brief, now=now, takes=takes or preview)
    parts = {name: macro("projects/project.html", name) for name in ("chips", "lede", "body", "bar")}
    return Page(
        title=project.title,
        description=description(project),
        address=address,
        posting=job_posting(project, brief, address) if takes and not preview else None,
        chips=parts["chips"](project, shown, preview),
        lede=parts["lede"](project),
        body=parts["body"](project, brief, shown, preview),
        bar=parts["bar"](project, shown, preview),
    )


def description(project: Project) -> str:
    """One line for search engines and for a link that somebody shares."""
    return _("%(pay)s for %(hours)d hours at %(name)s. You hand in: %(what)s") % {
        "pay": rupees(project.pay_paise),
        "hours": project.hours,
        "name": project.organization.name,
        "what": project.deliverable,
    }
