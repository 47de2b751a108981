"""How the workroom draws a state: the path, whose turn it is, which buttons there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from kadam.engagements.policies import company_may_end
from kadam.engagements.queries import Line, Room
from kadam.engagements.states import DONE, ENGAGEMENT
from kadam.kit.money import rupees
from kadam.kit.rules import rules
from kadam.kit.turns import Turn
from kadam.kit.words import day, moment
from kadam.organizations.policies import POSTERS, REVIEWERS

ORDER = ("chosen", "kickoff", "work", "review", "paid")
AT = {
    "agreed": "kickoff",
    "working": "work",
    "paused": "work",
    "revision_asked": "work",
    "submitted": "review",
    "disputed": "review",
    "settled": "paid",
}


@dataclass(frozen=True)
class Allowed:
    """The buttons this reader gets."""

    kick_off: bool
    submit: bool
    review: bool
    pause: bool
    resume: bool
    end: bool


def steps(room: Room) -> list[dict[str, Any]]:
    """The path of one engagement: what is done, what is now and until when, what is to come."""
    work = room.engagement
    notes = {
        "chosen": day(work.agreed_at),
        "kickoff": day(work.kicked_off_at or work.kickoff_due_at),
        "work": _day(work.submitted_at or work.due_at),
        "review": _day(work.ended_at if work.state in DONE else work.review_due_at),
        "paid": _day(work.ended_at) if work.state in DONE else _("on acceptance"),
    }
    if work.state == "submitted":
        notes["review"] = _("until %(day)s") % {"day": _day(work.review_due_at)}
    if work.state in {"working", "revision_asked"}:
        notes["work"] = _("until %(day)s") % {"day": _day(work.due_at)}
    return _path(work.state, notes)


def line_steps(line: Line) -> list[dict[str, Any]]:
    """The same path for a list."""
    notes = {
        "kickoff": day(line.kickoff_due_at),
        "work": _day(line.due_at),
        "review": _day(line.ended_at if line.state in DONE else line.review_due_at),
        "paid": _day(line.ended_at),
    }
    return _path(line.state, notes)


def _day(value: datetime | None) -> str:
    return day(value) if value else ""


def _path(state: str, notes: dict[str, str]) -> list[dict[str, Any]]:
    labels = {
        "chosen": _("Chosen"),
        "kickoff": _("Kick-off"),
        "work": _("Revision") if state == "revision_asked" else _("Work"),
        "review": _("Review"),
        "paid": _("Accepted and paid"),
    }
    here = len(ORDER) if state in DONE else ORDER.index(AT.get(state, "work"))
    current = "stopped" if state in {"abandoned", "paused"} else "now"
    states = ["done" if at < here else current if at == here else "todo" for at in range(len(ORDER))]
    return [
        {"label": labels[name], "state": one, "note": notes.get(name, "")}
        for name, one in zip(ORDER, states, strict=True)
    ]


def whose_turn(room: Room) -> Turn:
    """The one sentence that says what comes next and what it does to the money."""
    work, student = room.engagement, room.side == "student"
    pay, company = rupees(work.project.pay_paise), work.organization.name
    yours, theirs = _("Your turn"), _("Their turn")
    if work.state == "agreed":
        text = (
            _("The company signs and starts the work by %(when)s.")
            if student
            else _(
                "Sign the agreement and start the work by %(when)s. The deliverable is due %(days)s days later."
            )
        )
        values = {"when": moment(work.kickoff_due_at), "days": work.project.due_days}
        return Turn(theirs if student else yours, text % values, work.kickoff_due_at)
    if work.state in {"working", "revision_asked"} and work.due_at:
        text = (
            _("Hand in by %(when)s. When it is accepted, %(pay)s is released to you.")
            if student
            else _("The student hands in by %(when)s. You then have %(days)s days to review.")
        )
        values = {"when": moment(work.due_at), "pay": pay, "days": rules().review_days}
        return Turn(yours if student else theirs, text % values, work.due_at)
    if work.state == "submitted" and work.review_due_at:
        text = (
            _(
                "If the company does not answer by %(when)s, your work is accepted and %(pay)s is released to you."
            )
            if student
            else _(
                "If you do not answer by %(when)s, the work is accepted and %(pay)s is released to the student."
            )
        )
        values = {"when": moment(work.review_due_at), "pay": pay}
        return Turn(theirs if student else yours, text % values, work.review_due_at)
    return _still(room, pay, company)


def _still(room: Room, pay: str, company: str) -> Turn:
    work, student = room.engagement, room.side == "student"
    if work.state == "paused":
        why = _("Exam days") if work.paused_for == "exam" else _("The company is away")
        return Turn(
            _("The clock stands still"),
            _("%(why)s: the deadline moves by as long as this takes.") % {"why": why},
            None,
            "indigo",
        )
    if work.state in DONE:
        how = (
            _("The review time was over, so the work was accepted.")
            if work.state == "auto_accepted"
            else _("%(company)s accepted the work.") % {"company": company}
        )
        money = (
            _("%(pay)s is released to you.")
            if student
            else _("%(pay)s is released to the student, and the rights pass to you.")
        )
        return Turn(_("Done"), f"{how} {money % {'pay': pay}}", None, "leaf")
    if work.state == "abandoned":
        by = _("The student") if work.abandoned_by == "student" else company
        text = _("%(who)s ended it: “%(why)s” The money set aside goes back to the company.")
        return Turn(_("Ended"), text % {"who": by, "why": work.abandoned_why}, None, "clay")
    return Turn(_("With the panel"), _("A panel decides on the written criteria."), None, "indigo")


def allowed(room: Room, now: datetime) -> Allowed:
    """Which buttons the reader gets: the same tables and policies that the actions ask."""
    work, company = room.engagement, room.side == "company"
    reviewer = company and bool(room.roles & set(REVIEWERS))
    may = ENGAGEMENT.allows
    student_ends = not company and may("abandon", work.state)
    company_ends = company and bool(room.roles & set(POSTERS)) and company_may_end(work, now)
    return Allowed(
        kick_off=reviewer and may("kick_off", work.state),
        submit=not company and (may("submit", work.state) or may("resubmit", work.state)),
        review=reviewer and may("accept", work.state),
        pause=reviewer and may("pause", work.state),
        resume=reviewer and may("resume", work.state) and work.paused_for == "company",
        end=student_ends or company_ends,
    )
