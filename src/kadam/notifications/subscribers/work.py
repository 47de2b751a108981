"""The work and its review: who hears what."""

from __future__ import annotations

from kadam.engagements import events
from kadam.engagements.models import Engagement
from kadam.engagements.queries import parties, revision_comment
from kadam.files.events import FileRefused
from kadam.files.queries import get_file
from kadam.identity.models import Person
from kadam.identity.queries import get_person
from kadam.journal.registry import Heard, subscriber
from kadam.notifications.audience import payers, workroom
from kadam.notifications.sentences import work as say
from kadam.notifications.subscribers.parts import code_in, path, tell
from kadam.payments.queries import destination
from kadam.profiles.events import WorkProved

TOPIC = "work"


@subscriber(events.EngagementAgreed)
def agreed(heard: Heard) -> None:
    """The company: who took the seat, and until when to start."""
    work = parties(code_in(heard))
    tell(heard, TOPIC, workroom(work), lambda: say.agreed(work), _room(work))


@subscriber(events.KickedOff)
def kicked_off(heard: Heard) -> None:
    """The student: it has begun, and until when to hand in."""
    work, due = parties(code_in(heard)), heard.data["due_at"]
    tell(heard, TOPIC, _student(work), lambda: say.kicked_off(work, due), _room(work))


@subscriber(events.WorkPaused)
def paused(heard: Heard) -> None:
    """Both sides: the clock stands still, and why."""
    work = parties(code_in(heard))
    words = say.paused_for_exams if heard.data["why"] == "exam" else say.paused_by_company
    tell(heard, TOPIC, [*_student(work), *workroom(work)], lambda: words(work), _room(work))


@subscriber(events.WorkResumed)
def resumed(heard: Heard) -> None:
    """Both sides: the clock runs, and the new day."""
    work, due = parties(code_in(heard)), heard.data["due_at"]
    people = [*_student(work), *workroom(work)]
    tell(heard, TOPIC, people, lambda: say.resumed(work, due), _room(work))


@subscriber(events.WorkSubmitted)
def submitted(heard: Heard) -> None:
    """The company: a version is there; what happens to the money if nobody answers, and when."""
    work, version, until = parties(code_in(heard)), heard.data["version"], heard.data["review_due_at"]
    tell(heard, TOPIC, workroom(work), lambda: say.submitted(work, version, until), _room(work))


@subscriber(events.RevisionAsked)
def revision_asked(heard: Heard) -> None:
    """The student: what the reviewer wrote, until when, and how many more there may be."""
    work, left = parties(code_in(heard)), heard.data["left"]
    comment = revision_comment(work)
    tell(heard, TOPIC, _student(work), lambda: say.revision_asked(work, left, comment), _room(work))


@subscriber(events.ReviewDueSoon)
def review_due(heard: Heard) -> None:
    """The company: the money is released without them if they stay silent."""
    work = parties(code_in(heard))
    tell(heard, TOPIC, workroom(work), lambda: say.review_due(work), _room(work))


@subscriber(events.WorkAccepted)
def accepted(heard: Heard) -> None:
    """Both sides and who pays: by whom or by the clock, and where the money goes now."""
    work, by_clock = parties(code_in(heard)), heard.data["by_clock"]
    has_account = destination(work.student.person) is not None
    link = _room(work) if has_account else path("payments:payout_account")
    tell(
        heard,
        "money",
        _student(work),
        lambda: say.accepted(work, by_clock=by_clock, has_account=has_account),
        link,
    )
    by = "" if by_clock else get_person(heard.actor).name
    people = [*workroom(work), *payers(work.organization)]
    tell(heard, "money", people, lambda: say.accepted_here(work, by), _room(work))


@subscriber(events.EngagementAbandoned)
def abandoned(heard: Heard) -> None:
    """The other side: why, and where the money goes. Who pays hears of a student who stepped back too."""
    work, why = parties(code_in(heard)), heard.data["why"]
    if heard.data["by"] == "student":
        people = [*workroom(work), *payers(work.organization)]
        tell(heard, "money", people, lambda: say.left_by_student(work, why), _room(work))
    else:
        tell(heard, "money", _student(work), lambda: say.ended_by_company(work, why), _room(work))


@subscriber(WorkProved)
def work_proved(heard: Heard) -> None:
    """The student, without a mail: the acceptance was mailed."""
    work = parties(heard.data["engagement"])
    link = path("portfolios:own")
    tell(heard, TOPIC, _student(work), lambda: say.work_proved(work), link, mail=False, own=True)


@subscriber(FileRefused)
def file_refused(heard: Heard) -> None:
    """Whoever uploaded it: it is gone, and why."""
    file, reason = get_file(code_in(heard)), heard.data["reason"]
    if file is not None:
        link = path("pages:dashboard")
        tell(heard, TOPIC, [file.owner], lambda: say.file_refused(file, reason), link)


def _student(work: Engagement) -> list[Person]:
    return [work.student.person]


def _room(work: Engagement) -> str:
    return path("engagements:detail", code=work.code)
