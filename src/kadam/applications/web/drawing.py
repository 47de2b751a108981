"""How a pitch is drawn: its path, whose turn it is, and the groups of a company's list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from kadam.applications.queries import PitchLine
from kadam.applications.states import APPLICATION, WAITING
from kadam.applications.words import REASON_WORDS
from kadam.kit.turns import Turn
from kadam.kit.words import day, moment
from kadam.organizations.policies import POSTERS
from kadam.profiles import queries as profiles

if TYPE_CHECKING:
    from kadam.applications.models import Application
    from kadam.profiles.models import Blackout, Profile
    from kadam.projects.models import Project

ORDER = (*WAITING, "offered", "accepted")
STOPPED = {"not_selected", "withdrawn", "offer_expired", "unanswered", "filled"}


@dataclass(frozen=True)
class Group:
    """Some pitches of the list under one heading."""

    title: str
    lines: list[PitchLine]
    answerable: bool


def steps(application: Application) -> list[dict[str, Any]]:
    """The path of one pitch."""
    moments = {
        "submitted": application.submitted_at,
        "seen": application.seen_at,
        "shortlisted": application.shortlisted_at,
        "offered": application.offered_at,
        "accepted": application.closed_at if application.state == "accepted" else None,
    }
    labels = {
        "submitted": _("Handed in"),
        "seen": _("Read"),
        "shortlisted": _("Shortlisted"),
        "offered": _("Offered"),
        "accepted": _("Yours"),
    }
    reached = max(at for at, name in enumerate(ORDER) if moments[name] or name == "submitted")
    stopped = application.state in STOPPED
    drawn = []
    for at, name in enumerate(ORDER):
        value = moments[name]
        state = "done" if at <= reached else "todo"
        if at == reached + 1 and not stopped and application.state != "accepted":
            state = "now"
        drawn.append({"label": labels[name], "state": state, "note": day(value) if value else ""})
    if stopped:
        drawn[min(reached + 1, len(drawn) - 1)] |= {"state": "stopped"}
    return drawn


def student_turn(application: Application) -> Turn:
    """What the student waits for, or must do, and by when."""
    project, state = application.project, application.state
    if state == "offered" and application.offer_expires_at:
        text = _("Read the agreement and answer by %(when)s. The money for your seat is already set aside.")
        values = {"when": moment(application.offer_expires_at)}
        return Turn(_("Your turn"), text % values, application.offer_expires_at)
    if state in WAITING:
        return _waiting(project)
    return _over(application)


def _waiting(project: Project) -> Turn:
    if project.answers_due_at:
        text = _("The company answers everyone by %(when)s. If it does not, that is counted, in public.")
        values = {"when": moment(project.answers_due_at)}
        return Turn(_("Their turn"), text % values, project.answers_due_at)
    closes = moment(project.intake_closes_at) if project.intake_closes_at else ""
    text = _(
        "Pitches are taken until %(when)s or until the queue is full. Then the company has seven days to answer."
    )
    return Turn(_("Their turn"), text % {"when": closes})


def _over(application: Application) -> Turn:
    company = application.project.organization.name
    texts = {
        "accepted": (_("The seat is yours"), _("Everything about the work is in its room."), "leaf"),
        "not_selected": (_("Not this time"), str(REASON_WORDS.get(application.reason, "")) + ".", "indigo"),
        "withdrawn": (_("You stepped back"), _("This pitch is closed."), "indigo"),
        "offer_expired": (_("The offer ran out"), _("The seat went back to the project."), "clay"),
        "unanswered": (
            _("No answer"),
            _("%(company)s did not answer in time. That is counted, in public, and is not about you.")
            % {"company": company},
            "clay",
        ),
        "filled": (
            _("The seats are gone"),
            _("They went to others, or the project was called off."),
            "indigo",
        ),
    }
    whose, text, tone = texts[application.state]
    return Turn(whose, text, None, tone)


def selecting(application: Application, roles: frozenset[str]) -> dict[str, bool]:
    """Which buttons a member of the company gets: the same table and roles that the actions ask."""
    selects = bool(roles & set(POSTERS))
    steps = ("shortlist", "offer", "refuse")
    return {step: selects and APPLICATION.allows(step, application.state) for step in steps}


def groups(lines: Sequence[PitchLine]) -> list[Group]:
    """The list of a company, in the order of what there is to do."""
    kinds = [
        (_("To read and answer"), ("submitted", "seen"), True),
        (_("Shortlist"), ("shortlisted",), True),
        (_("Offered and chosen"), ("offered", "accepted"), False),
        (_("Answered"), ("not_selected", "filled", "offer_expired", "withdrawn", "unanswered"), False),
    ]
    found = [
        Group(title, [line for line in lines if line.state in states], answer)
        for title, states, answer in kinds
    ]
    return [group for group in found if group.lines]


def clashes(project: Project, student: Profile, today: date) -> list[Blackout]:
    """Exam days that fall into the time of the project, if it started soon."""
    first = max(today, project.starts_on or today)
    return profiles.clashes(student, first, first + timedelta(days=project.due_days + 7))
