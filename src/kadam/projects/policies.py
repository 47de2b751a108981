"""What may be done with a project, without asking the database."""

from __future__ import annotations

from datetime import date

from kadam.identity.models import Person
from kadam.organizations.policies import PAYERS, POSTERS, require_role
from kadam.projects.linter import Finding
from kadam.projects.models import Project
from kadam.projects.refusals import BriefNotReady, NotVerified, StaffOnly
from kadam.projects.states import EDITABLE, PROJECT

__all__ = ["PAYERS", "POSTERS", "require_role"]


def can_edit(project: Project) -> bool:
    """Is the brief still a draft?"""
    return project.state in EDITABLE


def can_cancel(project: Project) -> bool:
    """Is there a project to call off, with nobody at work on it?"""
    return PROJECT.allows("cancel", project.state) and project.seats_taken == 0


def can_give_back_seats(project: Project) -> bool:
    """Is somebody at work while other seats are still looked for?"""
    return project.state in {"open", "intake_closed"} and project.seats_taken > 0 and seats_free(project) > 0


def can_review(person: Person) -> bool:
    """Only staff read briefs."""
    return person.is_staff


def require_reviewer(person: Person) -> None:
    """Raises StaffOnly."""
    if not can_review(person):
        raise StaffOnly()


def require_verified(project: Project) -> None:
    """Raises NotVerified: nobody checked yet that the company is who it says."""
    if not project.organization.is_verified:
        raise NotVerified()


def require_ready(findings: list[Finding]) -> None:
    """Raises BriefNotReady with the first finding that blocks."""
    for one in findings:
        if one.level == "hard":
            raise BriefNotReady(first=f"{one.reason} {one.mend}", field=one.field)


def seats_free(project: Project) -> int:
    """Seats without a student or an offer."""
    return project.seats - project.seats_reserved - project.seats_taken - project.seats_gone


def first_timer_seats(seats: int, chosen: int, share: int) -> int:
    """Seats kept for students with no completed project: as many as the company chose, at least one in `share`."""
    return max(chosen, seats // share)


def starts_now(starts_on: date | None, today: date) -> bool:
    """Does the work start as soon as somebody is chosen?"""
    return starts_on is None or starts_on <= today
