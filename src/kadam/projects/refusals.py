"""The ways a project says no. Each sentence says what to do instead."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kadam.kit.refusals import BadInput, NotYours, Refusal


class NotVerified(Refusal):
    """Only a verified company can ask for money or be seen."""

    message = _(
        "Your company is not verified yet, so nothing can be published. Send its details on the verification page; "
        "we answer within a working day. This brief is kept."
    )


class BriefNotReady(BadInput):
    """The linter found something that blocks."""

    message = _("The brief is not ready: %(first)s")


class StaleEdit(Refusal):
    """Somebody else saved the brief since this page was opened."""

    message = _(
        "Somebody saved this brief since you opened it. What you typed is below and not lost: "
        "compare it with the brief as it stands, then save again to keep yours."
    )


class UnknownTemplate(BadInput):
    """There is no such template."""

    message = _("This template does not exist any more. Choose another one.")


class NotASupervisor(BadInput):
    """The supervisor must belong to the company."""

    message = _("Choose somebody of your company: they answer questions and review the work.")
    field = "supervisor"


class IntakeOver(Refusal):
    """No more pitches are taken."""

    message = _(
        "This project takes no more pitches: its queue is full or its days are over. Others are open."
    )


class SeatsFull(Refusal):
    """No seat is left to offer."""

    message = _(
        "Every seat of this project has its student or is under offer. Wait for an answer, or withdraw an offer."
    )


class SeatLost(Refusal):
    """The seat is no longer held for this person."""

    message = _("This seat is no longer free to take: the project was closed or the offer is over.")


class StudentAtWork(Refusal):
    """A project with a student on it cannot be called off; its free seats can be given back."""

    message = _(
        "A student has taken a seat, so the project goes on for them. "
        "You can give back the seats that are still free: their money is refunded."
    )


class NoteMissing(BadInput):
    """Asking for changes without saying which helps nobody."""

    message = _("Write what should change, so that the company can mend it in one go.")
    field = "note"


class StaffOnly(NotYours):
    """Only staff of this instance may do it."""

    message = _("Only staff of this instance can do this.")
