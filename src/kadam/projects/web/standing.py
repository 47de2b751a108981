"""Where a company's project stands: its path, whose turn it is until when, and what the money does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kadam.kit import words
from kadam.kit.money import rupees
from kadam.kit.rules import rules
from kadam.kit.turns import Turn
from kadam.kit.workdays import workday_deadline
from kadam.projects.policies import seats_free
from kadam.projects.queries import REVIEW_WORKDAYS

if TYPE_CHECKING:
    from kadam.projects.brief import Brief
    from kadam.projects.models import Project
    from kadam.projects.queries import CompanyRow, SeatRow

type Step = Mapping[str, Any]

GROUPS = {
    "drafts": (gettext_lazy("Drafts"), ("draft", "changes_asked", "in_review", "awaiting_funds")),
    "open": (gettext_lazy("Open"), ("open",)),
    "running": (gettext_lazy("Choosing and running"), ("intake_closed", "staffed", "suspended")),
    "over": (gettext_lazy("Over"), ("completed", "cancelled", "expired")),
}
STEPS = ("brief", "money", "open", "answers", "work", "done")
AT = {
    "draft": 0,
    "changes_asked": 0,
    "in_review": 0,
    "awaiting_funds": 1,
    "open": 2,
    "intake_closed": 3,
    "suspended": 3,
    "staffed": 4,
    "completed": 6,
}


class Card(NamedTuple):
    """One row of a company's list."""

    row: CompanyRow
    steps: Sequence[Step]
    seats: str
    note: str


def state_path(project: Project | CompanyRow) -> list[Step]:
    """The six steps of every project, and where this one stands."""
    labels = [_("Brief"), _("Money"), _("Open for pitches"), _("Answers"), _("Work"), _("Done")]
    if project.state in {"cancelled", "expired"}:
        return _stopped(project, labels)
    at = AT[project.state]
    states = ["done" if n < at else "now" if n == at else "todo" for n in range(len(STEPS))]
    if project.state == "suspended":
        states[3] = "stopped"
    notes = _notes(project)
    return [
        {"label": label, "state": state, "note": notes.get(n, "")}
        for n, (label, state) in enumerate(zip(labels, states, strict=True))
    ]


def _stopped(project: Project | CompanyRow, labels: Sequence[str]) -> list[Step]:
    """A project that ended early got as far as its dates say."""
    reached = (
        3 if project.answers_due_at else 2 if project.intake_closes_at else 1 if project.funds_due_at else 0
    )
    word = _("Called off") if project.state == "cancelled" else _("Ran out")
    done = [{"label": label, "state": "done", "note": ""} for label in labels[: max(reached, 1)]]
    return [*done, {"label": word, "state": "stopped", "note": project.ended_at or ""}]


def _notes(project: Project | CompanyRow) -> dict[int, Any]:
    until = _("until %(day)s")
    notes: dict[int, Any] = {}
    if project.state == "awaiting_funds" and project.funds_due_at:
        notes[1] = until % {"day": words.day(project.funds_due_at)}
    if project.intake_closes_at and project.state == "open":
        notes[2] = until % {"day": words.day(project.intake_closes_at)}
    if project.answers_due_at and project.state == "intake_closed":
        notes[3] = until % {"day": words.day(project.answers_due_at)}
    if project.state == "completed" and project.ended_at:
        notes[5] = words.day(project.ended_at)
    return notes


def turn_now(project: Project, now: datetime, *, paid: bool = False) -> Turn:
    """Whose turn it is, without the clock once its time is over.

    `paid`: the money has come, and the worker is about to open the project.
    """
    if paid and project.state == "awaiting_funds":
        opening = _("The payment provider holds the money. The project opens within seconds.")
        return Turn(_("Our turn"), opening, tone="leaf")
    turn = (_turns_before_opening(project) | _turns_after_opening(project))[project.state]
    return replace(turn, until=None) if turn.until and turn.until <= now else turn


def _turns_before_opening(project: Project) -> dict[str, Turn]:
    you, us = _("Your turn"), _("Our turn")
    amount = {"amount": rupees(project.pay_paise * project.seats)}
    reading = _("A person reads the first brief of every company, within one working day.")
    paying = _("Set %(amount)s aside with the payment provider, and the project opens at once.")
    return {
        "draft": Turn(you, _("Finish the brief and send it on.")),
        "changes_asked": Turn(you, _("Make the changes below and send it on again.")),
        "in_review": Turn(us, reading, _review_due(project), "indigo"),
        "awaiting_funds": Turn(you, paying % amount, project.funds_due_at),
    }


def _turns_after_opening(project: Project) -> dict[str, Turn]:
    you, us, students = _("Your turn"), _("Our turn"), _("The students’ turn")
    pitching = _("They pitch until the queue is full or the time is over. You can shortlist already.")
    answering = _("Answer everyone who pitched, with a reason. Who hears nothing is counted in public.")
    working = _("The work is going on. Each workroom says what comes next.")
    expired = _("What was held went back to you. Nothing was lost but time.")
    suspended = _("We took it off the list while we look into something. Its money stays held.")
    return {
        "open": Turn(students, pitching, project.intake_closes_at, "leaf"),
        "intake_closed": Turn(you, answering, project.answers_due_at),
        "staffed": Turn(students, working, tone="leaf"),
        "completed": Turn(_("Done"), _("Every seat’s work is settled."), tone="leaf"),
        "cancelled": Turn(_("Called off"), _("What was held went back to you."), tone="clay"),
        "expired": Turn(_("Ran out"), expired, tone="clay"),
        "suspended": Turn(us, suspended, tone="clay"),
    }


def _review_due(project: Project) -> datetime | None:
    return workday_deadline(project.submitted_at, REVIEW_WORKDAYS) if project.submitted_at else None


def seat_lines(seats: Iterable[SeatRow]) -> list[tuple[int, str, str, str]]:
    """(number, what it stands for, tone, what its money does) of each seat."""
    return [(seat.number, *_seat(seat)) for seat in seats]


def _seat(seat: SeatRow) -> tuple[str, str, str]:
    amount = rupees(seat.hold.amount_paise) if seat.hold else ""
    if seat.hold is None:
        return _("Waits for its money"), "plain", ""
    if seat.released_at and seat.taken_at:
        return _("Work settled"), "leaf", _("%(amount)s released") % {"amount": amount}
    if seat.released_at:
        return _("Given up"), "plain", _("%(amount)s refunded to you") % {"amount": amount}
    if seat.taken_at:
        return (
            _("Has its student"),
            "indigo",
            _("%(amount)s held until the work is accepted") % {"amount": amount},
        )
    if seat.reserved_at:
        return _("Under offer"), "marigold", _("%(amount)s held") % {"amount": amount}
    return _("Free"), "plain", _("%(amount)s held") % {"amount": amount}


def company_cards(rows: Iterable[CompanyRow]) -> list[Card]:
    """The rows of a company's list, in words."""
    return [Card(row, state_path(row), _seats_of(row), _note(row)) for row in rows]


def _seats_of(row: CompanyRow) -> str:
    if not row.pitch_limit:
        return ngettext("%(n)d seat", "%(n)d seats", row.seats) % {"n": row.seats}
    return ngettext("%(taken)d of %(n)d seat taken", "%(taken)d of %(n)d seats taken", row.seats) % {
        "taken": row.seats_taken,
        "n": row.seats,
    }


def _note(row: CompanyRow) -> str:
    if not row.pitch_limit:
        return ""
    return _("%(n)d of %(all)d pitches") % {"n": row.pitches, "all": row.pitch_limit}


def consequences(project: Project, *, giving_back: bool) -> list[str]:
    """What happens when the company presses the button, to the money first."""
    if giving_back:
        free = seats_free(project)
        back = rupees(project.pay_paise * free)
        return [
            ngettext(
                "%(n)d free seat is given back: %(amount)s is refunded to you.",
                "%(n)d free seats are given back: %(amount)s is refunded to you.",
                free,
            )
            % {"n": free, "amount": back},
            _("The seats with a student or an offer go on as they are."),
            _("Nobody else can be chosen for this project."),
        ]
    if not project.opened_at:
        return [_("No money was set aside, so none moves."), _("The brief stays in your list, closed.")]
    left = project.seats - project.seats_gone
    return [
        _("%(amount)s goes back to you, within 5 to 7 working days.")
        % {"amount": rupees(project.pay_paise * left)},
        ngettext(
            "%(n)d student pitched and is told today, with your reason.",
            "%(n)d students pitched and are told today, with your reason.",
            project.pitches,
        )
        % {"n": project.pitches},
        _("Open offers end at once. This cannot be undone."),
    ]


def hourly_range() -> tuple[str, str, str]:
    """(least, usual low, usual high) fee for an hour."""
    market = rules()
    return (
        rupees(market.pay_floor_paise_per_hour),
        rupees(market.pay_suggested_low_paise_per_hour),
        rupees(market.pay_suggested_high_paise_per_hour),
    )


def summary(brief: Brief) -> list[tuple[str, str, str]]:
    """(key, label, value) of what follows from the figures as saved; scripts keep it live."""
    an_hour = rupees(brief.pay_paise // max(brief.hours, 1) // 100 * 100)
    week = -(-brief.hours * 7 // max(brief.due_days, 1))
    return [
        ("cost", _("You set aside"), rupees(brief.cost_paise)),
        ("hour", _("For each hour"), an_hour),
        ("week", _("Hours a week"), _("about %(n)d") % {"n": week}),
    ]
