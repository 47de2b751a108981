"""What a project's fate means for its pitches."""

from __future__ import annotations

from kadam.applications import actions
from kadam.journal.registry import Heard, subscriber
from kadam.kit.clock import now
from kadam.projects.events import ProjectCancelled, ProjectExpired, ProjectStaffed


@subscriber(ProjectStaffed)
def tell_that_seats_are_gone(heard: Heard) -> None:
    """Every seat has its student: everyone still waiting hears it."""
    actions.fill_open_applications(heard.subject.removeprefix("project:"), cancelled=False, now=now())


@subscriber(ProjectCancelled, ProjectExpired)
def tell_that_it_is_off(heard: Heard) -> None:
    """The project was called off or ran out: everyone still open hears it."""
    actions.fill_open_applications(heard.subject.removeprefix("project:"), cancelled=True, now=now())
