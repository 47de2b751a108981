"""A student pitches, or steps back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kadam.applications.events import ApplicationSubmitted, ApplicationWithdrawn
from kadam.applications.models import Answer, Application, Evidence
from kadam.applications.policies import TooManyOpenApplications, require_answers
from kadam.applications.queries import open_count
from kadam.applications.states import APPLICATION
from kadam.files.models import StoredFile
from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.refusals import BadInput, Refusal
from kadam.kit.rules import rules
from kadam.organizations.queries import roles_of
from kadam.profiles.models import Profile, ProvenWork
from kadam.projects import actions as projects
from kadam.projects.models import Project

EVIDENCE_MAX = 6


class AlreadyApplied(Refusal):
    """One pitch a student and project."""

    message = _("You have already pitched for this project. You find your pitch under My pitches.")


class OwnProject(Refusal):
    """Members of the company do not pitch for its projects."""

    message = _("You belong to this company, so you cannot pitch for its projects.")
    status = 403


class TooMuchEvidence(BadInput):
    """A reviewer looks at a few good things."""

    message = _("Choose at most 6 pieces of evidence: the ones closest to this project.")
    field = "links"


class NotYourWork(BadInput):
    """Evidence is the student's own."""

    message = _("You can only show your own accepted work.")
    field = "works"


def apply(
    *,
    project: Project,
    student: Profile,
    answers: Mapping[int, str],
    works: Sequence[ProvenWork] = (),
    links: Sequence[tuple[str, str]] = (),
    files: Sequence[StoredFile] = (),
    actor: Person,
    now: datetime,
) -> Application:
    """Hand in a pitch: takes the next place in the queue, keeps answers and evidence, tells the journal.

    `answers` maps question ids to text; `links` are (label, address). The queue place is a conditional update,
    so the last one is given out once; taking it may close the intake.
    Raises AnswerMissing, AnswerTooLong, TooMuchEvidence, NotYourWork, OwnProject, AlreadyApplied,
    TooManyOpenApplications, or what projects.actions.take_queue_place raises when the intake is closed.
    """
    questions = list(project.questions.order_by("position").values_list("id", flat=True))
    require_answers(questions, answers)
    _require_own_evidence(student, works, links, files)
    if roles_of(actor, project.organization):
        raise OwnProject()
    try:
        with transaction.atomic():
            return _apply(project, student, questions, answers, works, links, files, actor, now)
    except IntegrityError:
        raise AlreadyApplied() from None


def _apply(
    project: Project,
    student: Profile,
    questions: Sequence[int],
    answers: Mapping[int, str],
    works: Sequence[ProvenWork],
    links: Sequence[tuple[str, str]],
    files: Sequence[StoredFile],
    actor: Person,
    now: datetime,
) -> Application:
    if Application.objects.filter(project=project, student=student).exists():
        raise AlreadyApplied()
    application = Application.objects.create(
        project=project,
        student=student,
        position=projects.take_queue_place(project, now=now),
        first_timer=student.completed == 0,
        submitted_at=now,
    )
    _require_room(student)
    Answer.objects.bulk_create(
        [Answer(application=application, question_id=one, text=answers[one].strip()) for one in questions]
    )
    _keep_evidence(application, works, links, files)
    event = ApplicationSubmitted(f"application:{application.code}", project.code, application.position)
    journal.record(event, actor=actor.code, now=now)
    return application


def _require_room(student: Profile) -> None:
    """Counted after the insert and under a lock on the student's own row, so that two tabs cannot both be the last."""
    Profile.objects.filter(pk=student.pk).update(completed=F("completed"))
    limit = rules().open_applications_per_student
    if open_count(student) > limit:
        raise TooManyOpenApplications(limit=limit)


def _require_own_evidence(
    student: Profile,
    works: Sequence[ProvenWork],
    links: Sequence[tuple[str, str]],
    files: Sequence[StoredFile],
) -> None:
    if len(works) + len(links) + len(files) > EVIDENCE_MAX:
        raise TooMuchEvidence()
    if any(work.profile_id != student.pk for work in works):
        raise NotYourWork()


def _keep_evidence(
    application: Application,
    works: Sequence[ProvenWork],
    links: Sequence[tuple[str, str]],
    files: Sequence[StoredFile],
) -> None:
    rows = [Evidence(application=application, work=work, label=work.title) for work in works]
    rows += [Evidence(application=application, link=link, label=label or link) for label, link in links]
    rows += [Evidence(application=application, file=file, label=file.name) for file in files]
    Evidence.objects.bulk_create(rows)


def withdraw(application: Application, *, actor: Person, now: datetime) -> Application:
    """The student steps back before an offer; the queue place is not given out again. Raises StaleState."""
    with transaction.atomic():
        APPLICATION.move(application, "withdraw", closed_at=now)
        journal.record(ApplicationWithdrawn(f"application:{application.code}"), actor=actor.code, now=now)
        return application
