"""Pitches for tests, through the same actions as in real use."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kadam.applications import actions
from kadam.applications.models import Application
from kadam.identity.models import Person
from kadam.kit import clock
from kadam.profiles.models import Profile
from kadam.projects.models import Project
from tests.support.companies import owner_of
from tests.support.projects import make_open_project
from tests.support.students import make_student

ANSWER = "I would start with the tariff sheets of the state boards and check them with two calls."


def answers_to(project: Project, text: str = ANSWER) -> dict[int, str]:
    """The same words to each of the brief's questions."""
    return dict.fromkeys(project.questions.order_by("position").values_list("id", flat=True), text)


def make_application(
    project: Project | None = None,
    student: Profile | None = None,
    *,
    now: datetime | None = None,
    **facts: Any,
) -> Application:
    """A pitch that was handed in."""
    project, student = project or make_open_project(now=now), student or make_student()
    facts = {"answers": answers_to(project), **facts}
    return actions.apply(
        project=project, student=student, actor=student.person, now=now or clock.now(), **facts
    )


def make_shortlisted(
    project: Project | None = None, *, now: datetime | None = None, **facts: Any
) -> Application:
    """A pitch on the shortlist."""
    application = make_application(project, now=now, **facts)
    return actions.shortlist(application, actor=company_of(application), now=now or clock.now())


def make_offered(project: Project | None = None, *, now: datetime | None = None, **facts: Any) -> Application:
    """A pitch with an offer."""
    application = make_shortlisted(project, now=now, **facts)
    return actions.make_offer(application, actor=company_of(application), now=now or clock.now())


def company_of(application: Application) -> Person:
    """The owner of the project's company."""
    return owner_of(application.project.organization)
