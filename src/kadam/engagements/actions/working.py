"""While the work is under way: words, pauses, and the deliverable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max

from kadam.engagements.events import WorkPaused, WorkResumed, WorkSubmitted
from kadam.engagements.models import Engagement, Submission
from kadam.engagements.policies import ExamDays, require_ai_use, require_files
from kadam.engagements.states import ENGAGEMENT
from kadam.files.models import StoredFile
from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.clock import day_of
from kadam.kit.rules import rules
from kadam.kit.transitions import StaleState
from kadam.messaging import actions as messaging
from kadam.messaging.models import Message
from kadam.organizations.policies import REVIEWERS, require_role
from kadam.organizations.queries import roles_of
from kadam.profiles.models import Blackout


def say(
    engagement: Engagement,
    *,
    text: str,
    files: Sequence[StoredFile] = (),
    key: str,
    actor: Person,
    now: datetime,
) -> Message:
    """Write in the workroom. A member of the company who was not in the thread joins it by writing."""
    if roles_of(actor, engagement.organization):
        messaging.add_participant(thread=engagement.thread, person=actor)
    return messaging.send_message(
        thread=engagement.thread, author=actor, text=text, files=files, key=key, now=now
    )


def submit_work(
    engagement: Engagement,
    *,
    note: str,
    ai_use: str,
    files: Sequence[StoredFile],
    actor: Person,
    now: datetime,
) -> Submission:
    """Hand in a version: the student's clock stops and the company's review clock of `rules().review_days` runs.

    Raises FileMissing, TooManyFiles, ForeignFile, AiUseMissing, or StaleState for a second press.
    """
    require_files(files, actor)
    require_ai_use(engagement.project.ai_rule, ai_use)
    step = "resubmit" if engagement.state == "revision_asked" else "submit"
    review_due = now + timedelta(days=rules().review_days)
    try:
        with transaction.atomic():
            ENGAGEMENT.move(engagement, step, submitted_at=now, review_due_at=review_due)
            submission = Submission.objects.create(
                engagement=engagement,
                version=_last_version(engagement) + 1,
                note=note.strip(),
                ai_use=ai_use.strip(),
                submitted_at=now,
            )
            submission.files.set(files)
            subject = f"engagement:{engagement.code}"
            event = WorkSubmitted(subject, submission.version, review_due.isoformat())
            journal.record(event, actor=actor.code, now=now)
            return submission
    except IntegrityError:
        raise StaleState() from None


def _last_version(engagement: Engagement) -> int:
    return Submission.objects.filter(engagement=engagement).aggregate(last=Max("version"))["last"] or 0


def pause(engagement: Engagement, *, actor: Person, now: datetime) -> Engagement:
    """The company cannot attend for a while: the student's clock stops. Raises NotYours or StaleState."""
    require_role(roles_of(actor, engagement.organization), *REVIEWERS)
    return _pause(engagement, "company", actor.code, now)


def _pause(engagement: Engagement, why: str, actor: str, now: datetime) -> Engagement:
    with transaction.atomic():
        ENGAGEMENT.move(engagement, "pause", paused_at=now, paused_for=why)
        journal.record(WorkPaused(f"engagement:{engagement.code}", why), actor=actor, now=now)
        return engagement


def resume(engagement: Engagement, *, actor: Person | None, now: datetime) -> Engagement:
    """The clock runs again; the deadline moves by as long as it stood still. `actor` None is the clock itself.

    Raises NotYours, ExamDays or StaleState.
    """
    if actor is not None:
        require_role(roles_of(actor, engagement.organization), *REVIEWERS)
        if engagement.paused_for == "exam":
            raise ExamDays()
    stood_still = now - (engagement.paused_at or now)
    due = (engagement.due_at or now) + stood_still
    with transaction.atomic():
        ENGAGEMENT.move(engagement, "resume", due_at=due, paused_at=None, paused_for="")
        event = WorkResumed(f"engagement:{engagement.code}", due.isoformat())
        journal.record(event, actor=actor.code if actor else "", now=now)
        return engagement


def pause_for_exams(*, now: datetime) -> int:
    """Stop the clock of students whose blackout began, and start it again for those whose blackout is over.

    Gives how many clocks were touched.
    """
    today = day_of(now)
    away = Blackout.objects.filter(starts_on__lte=today, ends_on__gte=today).values("profile")
    stop = Engagement.objects.filter(state="working", student__in=away).order_by("id")[:500]
    start = (
        Engagement.objects.filter(state="paused", paused_for="exam")
        .exclude(student__in=away)
        .order_by("id")[:500]
    )
    return sum(_exam_begins(one, now) for one in stop) + sum(_exam_is_over(one, now) for one in start)


def _exam_begins(engagement: Engagement, now: datetime) -> bool:
    try:
        _pause(engagement, "exam", "", now)
    except StaleState:
        return False
    return True


def _exam_is_over(engagement: Engagement, now: datetime) -> bool:
    try:
        resume(engagement, actor=None, now=now)
    except StaleState:
        return False
    return True
