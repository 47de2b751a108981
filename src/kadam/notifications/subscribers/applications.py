"""Pitches, answers and offers: who hears what."""

from __future__ import annotations

from datetime import timedelta

from kadam.applications import events
from kadam.applications.models import Application
from kadam.applications.queries import parties
from kadam.identity.models import Person
from kadam.journal.registry import Heard, subscriber
from kadam.notifications.actions import Series
from kadam.notifications.audience import selectors
from kadam.notifications.sentences import applications as say
from kadam.notifications.subscribers.parts import code_in, path, tell
from kadam.projects.events import IntakeClosed
from kadam.projects.models import Project
from kadam.projects.queries import get_project

TOPIC = "applications"


@subscriber(events.ApplicationSubmitted)
def pitch_arrived(heard: Heard) -> None:
    """The company: a line for each pitch; a mail for the first, and the next when the intake closes."""
    pitch = parties(code_in(heard))
    is_first = heard.data["position"] == 1
    tell(
        heard,
        TOPIC,
        _company(pitch),
        lambda: say.pitch_arrived(pitch),
        _pitches(pitch.project),
        mail=is_first,
    )


@subscriber(IntakeClosed)
def intake_closed(heard: Heard) -> None:
    """The company: how many pitches wait, and until when everyone gets an answer."""
    project = get_project(code_in(heard))
    people = selectors(project.organization)
    tell(heard, TOPIC, people, lambda: say.intake_closed(project), _pitches(project))


@subscriber(events.ApplicationSeen)
def pitch_read(heard: Heard) -> None:
    """The student, without a mail: somebody read it."""
    pitch = parties(code_in(heard))
    tell(heard, TOPIC, _student(pitch), lambda: say.pitch_read(pitch), _own(pitch), mail=False)


@subscriber(events.ApplicantShortlisted)
def shortlisted(heard: Heard) -> None:
    """The student: from now on the company knows who they are."""
    pitch = parties(code_in(heard))
    tell(heard, TOPIC, _student(pitch), lambda: say.shortlisted(pitch), _own(pitch))


@subscriber(events.OfferMade)
def offer_made(heard: Heard) -> None:
    """The student: what is offered, and until when."""
    pitch, until = parties(code_in(heard)), heard.data["expires_at"]
    tell(heard, TOPIC, _student(pitch), lambda: say.offer_made(pitch, until), _own(pitch))


@subscriber(events.OfferDeclined)
def offer_declined(heard: Heard) -> None:
    """The company: the seat is free for the next on the shortlist."""
    pitch = parties(code_in(heard))
    tell(heard, TOPIC, _company(pitch), lambda: say.offer_declined(pitch), _pitches(pitch.project))


@subscriber(events.OfferExpired)
def offer_ran_out(heard: Heard) -> None:
    """Both sides: nobody waits for the other any more."""
    pitch = parties(code_in(heard))
    tell(heard, TOPIC, _student(pitch), lambda: say.offer_ran_out(pitch), path("projects:list"))
    tell(heard, TOPIC, _company(pitch), lambda: say.offer_left(pitch), _pitches(pitch.project))


@subscriber(events.ApplicantNotSelected)
def not_selected(heard: Heard) -> None:
    """The student: no, why, and the company's own line."""
    pitch, reason = parties(code_in(heard)), heard.data["reason"]
    tell(heard, TOPIC, _student(pitch), lambda: say.not_selected(pitch, reason), _own(pitch))


@subscriber(events.ApplicationFilled)
def filled(heard: Heard) -> None:
    """The student: the seats went to others, or the project ended."""
    pitch = parties(code_in(heard))
    words = say.called_off if heard.data["cancelled"] else say.filled
    tell(heard, TOPIC, _student(pitch), lambda: words(pitch), path("projects:list"))


@subscriber(events.ApplicationUnanswered)
def unanswered(heard: Heard) -> None:
    """The student: it is not about them. The company: one line and one mail for all pitches of the project."""
    pitch = parties(code_in(heard))
    tell(heard, TOPIC, _student(pitch), lambda: say.unanswered(pitch), path("projects:list"))
    once = Series(f"unanswered:{pitch.project.code}", quiet=timedelta(days=1))
    link = _pitches(pitch.project)
    tell(heard, TOPIC, _company(pitch), lambda: say.left_unanswered(pitch), link, series=once)


@subscriber(events.ApplicationWithdrawn)
def withdrawn(heard: Heard) -> None:
    """The company, without a mail: one answer less to give."""
    pitch = parties(code_in(heard))
    tell(heard, TOPIC, _company(pitch), lambda: say.withdrawn(pitch), _pitches(pitch.project), mail=False)


@subscriber(events.AnswersDueSoon)
def answers_due(heard: Heard) -> None:
    """The company: how many wait, until when, and what happens then."""
    project, waiting = get_project(code_in(heard)), heard.data["waiting"]
    people = selectors(project.organization)
    tell(heard, TOPIC, people, lambda: say.answers_due(project, waiting), _pitches(project))


def _student(pitch: Application) -> list[Person]:
    return [pitch.student.person]


def _company(pitch: Application) -> list[Person]:
    return selectors(pitch.project.organization)


def _own(pitch: Application) -> str:
    return path("applications:detail", code=pitch.code)


def _pitches(project: Project) -> str:
    return path("applications:pitches", project=project.code)
