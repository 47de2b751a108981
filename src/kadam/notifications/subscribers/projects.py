"""The life of a project: who hears what."""

from __future__ import annotations

from datetime import timedelta

from kadam.journal.registry import Heard, subscriber
from kadam.notifications import audience
from kadam.notifications.actions import Series
from kadam.notifications.sentences import projects as say
from kadam.notifications.subscribers.parts import code_in, path, tell
from kadam.projects import events
from kadam.projects.models import Project
from kadam.projects.queries import get_project

TOPIC = "organisation"


@subscriber(events.ProjectSubmitted)
def brief_to_read(heard: Heard) -> None:
    """Staff: the first brief of a company waits for a person."""
    project = get_project(code_in(heard))
    link = path("staff:brief", code=project.code)
    tell(heard, TOPIC, audience.staff(), lambda: say.brief_to_read(project), link)


@subscriber(events.ChangesAsked)
def changes_asked(heard: Heard) -> None:
    """Who writes briefs: what to mend."""
    project, note = get_project(code_in(heard)), heard.data["note"]
    people = audience.selectors(project.organization)
    tell(
        heard,
        TOPIC,
        people,
        lambda: say.changes_asked(project, note),
        path("projects:edit", code=project.code),
    )


@subscriber(events.BriefPassed)
def money_asked(heard: Heard) -> None:
    """Who pays, and where staff read the brief also who wrote it: how much, and until when."""
    project, read = get_project(code_in(heard)), heard.data["read"]
    company = project.organization
    people = audience.leaders(company) if read else audience.payers(company)
    link = path("projects:funding", code=project.code)
    tell(heard, "money", people, lambda: say.money_asked(project, read), link)


@subscriber(events.ProjectOpened)
def opened(heard: Heard) -> None:
    """Who writes briefs: it is public. Who also pays has the mail about the money (FundingPaid) and gets a line."""
    project = get_project(code_in(heard))
    link = path("applications:pitches", project=project.code)
    paying = {person.pk for person in audience.payers(project.organization)}
    people = audience.selectors(project.organization)
    mailed = [person for person in people if person.pk not in paying]
    tell(heard, "applications", mailed, lambda: say.opened(project), link)
    tell(heard, "applications", people, lambda: say.opened(project), link, mail=False)


@subscriber(events.ProjectStaffed)
def staffed(heard: Heard) -> None:
    """Who writes briefs, without a mail."""
    project = get_project(code_in(heard))
    people = audience.selectors(project.organization)
    tell(heard, "work", people, lambda: say.staffed(project), _standing(project), mail=False)


@subscriber(events.ProjectCompleted)
def completed(heard: Heard) -> None:
    """Who writes briefs and who pays, without a mail: the last acceptance told them."""
    project = get_project(code_in(heard))
    people = audience.leaders(project.organization)
    tell(heard, "work", people, lambda: say.completed(project), _standing(project), mail=False)


@subscriber(events.ProjectCancelled)
def cancelled(heard: Heard) -> None:
    """The company's other people; everyone who pitched hears by ApplicationFilled."""
    project, reason = get_project(code_in(heard)), heard.data["reason"]
    people = audience.leaders(project.organization)
    tell(heard, "money", people, lambda: say.cancelled(project, reason), _standing(project))


@subscriber(events.ProjectExpired)
def ended(heard: Heard) -> None:
    """The company: it was never paid for, or nobody was chosen (the seats' own mails told that)."""
    project = get_project(code_in(heard))
    was_open = project.opened_at is not None
    words = say.over_unchosen if was_open else say.lapsed
    people = audience.leaders(project.organization)
    tell(heard, "money", people, lambda: words(project), _standing(project), mail=not was_open)


@subscriber(events.ProjectSuspended)
def suspended(heard: Heard) -> None:
    """The company: why, and what stays as it is."""
    project, reason = get_project(code_in(heard)), heard.data["reason"]
    people = audience.leaders(project.organization)
    tell(heard, TOPIC, people, lambda: say.suspended(project, reason), _standing(project))


@subscriber(events.SuspensionLifted)
def suspension_lifted(heard: Heard) -> None:
    """The company: it goes on, and until when answers are due."""
    project = get_project(code_in(heard))
    link = path("applications:pitches", project=project.code)
    people = audience.leaders(project.organization)
    tell(heard, TOPIC, people, lambda: say.suspension_lifted(project), link)


@subscriber(events.SeatGivenUp)
def seat_given_up(heard: Heard) -> None:
    """Who pays: a line for each seat, one mail for those of one moment; none where the workroom's end tells it."""
    project = get_project(code_in(heard))
    link = path("payments:company", code=project.organization.code)
    together = Series(f"seats:{project.code}", quiet=timedelta(hours=1), piles=True)
    people = audience.payers(project.organization)
    tell(
        heard,
        "money",
        people,
        lambda: say.seat_given_up(project),
        link,
        mail=not heard.actor,
        series=together,
    )


def _standing(project: Project) -> str:
    return path("projects:manage", code=project.code)
