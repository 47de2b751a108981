"""Reading pitches: the student's own, and the company's, blind until shortlisted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from kadam.applications.models import Answer, Application, Evidence
from kadam.applications.states import OPEN, WAITING
from kadam.files.models import StoredFile
from kadam.identity.models import Person
from kadam.kit.paging import Page, keyset_page
from kadam.organizations.queries import roles_of
from kadam.profiles.models import Profile
from kadam.projects.models import Project

PARTS = ("project__organization", "student__person", "seat")


@dataclass(frozen=True)
class Proof:
    """One piece of evidence, as the reader may see it. `company` is empty where it would name the student's past."""

    code: str
    kind: str  # work | link | file
    label: str
    detail: str
    link: str
    size: int


@dataclass(frozen=True)
class Applicant:
    """Who is behind a pitch; only ever made for a shortlisted one."""

    code: str
    name: str
    email: str
    institution: str
    course: str
    study_year: int
    city: str


@dataclass(frozen=True)
class Pitch:
    """One pitch as the company sees it. `applicant` is None until it is shortlisted."""

    code: str
    position: int
    state: str
    submitted_at: datetime
    seen_at: datetime | None
    offer_expires_at: datetime | None
    first_timer: bool
    completed: int
    weekly_hours: int
    skills: list[str]
    matching: list[str]
    answers: list[tuple[str, str]]
    proofs: list[Proof]
    reason: str
    note: str
    applicant: Applicant | None

    @property
    def title(self) -> str:
        """How the pitch is called while nobody knows whose it is: "Pitch 07"."""
        return f"{self.position:02d}"


@dataclass(frozen=True)
class PitchLine:
    """One line of the list of pitches."""

    code: str
    position: int
    state: str
    first_timer: bool
    completed: int
    matching: int
    wanted: int
    name: str  # empty until shortlisted


@dataclass(frozen=True)
class MyApplication:
    """One line of a student's own list."""

    code: str
    project_code: str
    title: str
    company: str
    pay_paise: int
    hours: int
    state: str
    position: int
    pitch_limit: int
    submitted_at: datetime
    answers_due_at: datetime | None
    offer_expires_at: datetime | None
    reason: str


def for_student(actor: Person, cursor: str | None = None) -> Page[MyApplication]:
    """The actor's own pitches, newest first: one query a page."""
    rows = Application.objects.filter(student__person=actor).select_related("project__organization")
    page = keyset_page(
        rows,
        order=("-submitted_at", "-id"),
        cursor=cursor,
        key=lambda one: (one.submitted_at.isoformat(), one.pk),
    )
    return Page([_mine(row) for row in page.rows], page.next_cursor)


def _mine(row: Application) -> MyApplication:
    project = row.project
    return MyApplication(
        row.code,
        project.code,
        project.title,
        project.organization.name,
        project.pay_paise,
        project.hours,
        row.state,
        row.position,
        project.pitch_limit,
        row.submitted_at,
        project.answers_due_at,
        row.offer_expires_at,
        row.reason,
    )


def get_for_student(actor: Person, code: str) -> Application:
    """One of the actor's own pitches. Raises Http404 for anyone else's."""
    return get_object_or_404(Application.objects.select_related(*PARTS), code=code, student__person=actor)


def own_pitch(application: Application) -> tuple[list[tuple[str, str]], list[Proof]]:
    """The student's own answers (question, text) and evidence, in two queries."""
    return _answers(application), _proofs(application, named=True)


def of_project(actor: Person, project_code: str) -> str | None:
    """Code of the actor's own pitch for a project, if there is one."""
    if not actor.is_authenticated:
        return None
    rows = Application.objects.filter(project__code=project_code, student__person=actor)
    return rows.values_list("code", flat=True).first()


def open_count(student: Profile) -> int:
    """How many of the student's pitches count against the cap."""
    return Application.objects.filter(student=student, state__in=OPEN).count()


def first_look(project: Project) -> list[PitchLine]:
    """Every pitch of a project for the company that owns it, in queue order: no names before the shortlist.

    Two queries whatever the number of pitches. The caller has loaded the project as a member of its company.
    """
    wanted = set(project.skill_rows.values_list("skill_id", flat=True))
    having = Count("student__skill_rows", filter=Q(student__skill_rows__skill__in=wanted))
    rows = (
        Application.objects.filter(project=project)
        .exclude(state="withdrawn", shortlisted_at=None)
        .select_related("student__person")
        .annotate(matching=having)
        .order_by("position")
    )
    return [
        PitchLine(
            row.code,
            row.position,
            row.state,
            row.first_timer,
            row.student.completed,
            row.matching,
            len(wanted),
            row.student.person.name if row.is_named else "",
        )
        for row in rows
    ]


def get_for_company(actor: Person, code: str) -> tuple[Application, frozenset[str]]:
    """One pitch for a project of a company the actor belongs to, and their roles there. Raises Http404 otherwise."""
    application = get_object_or_404(Application.objects.select_related(*PARTS), code=code)
    roles = roles_of(actor, application.project.organization)
    if not roles:
        raise Http404()
    return application, roles


def chosen(project: Project, codes: Sequence[str]) -> list[Application]:
    """The pitches of one project that the codes name; the caller has loaded it as a member of its company."""
    rows = Application.objects.filter(project=project, code__in=codes)
    return list(rows.select_related("project__organization").order_by("position"))


def pitch(application: Application) -> Pitch:
    """One pitch as the company may see it: blind until shortlisted. Four queries."""
    student = application.student
    wanted = set(application.project.skill_rows.values_list("skill__name", flat=True))
    skills = sorted(student.skill_rows.values_list("skill__name", flat=True))
    return Pitch(
        code=application.code,
        position=application.position,
        state=application.state,
        submitted_at=application.submitted_at,
        seen_at=application.seen_at,
        offer_expires_at=application.offer_expires_at,
        first_timer=application.first_timer,
        completed=student.completed,
        weekly_hours=student.weekly_hours,
        skills=skills,
        matching=[skill for skill in skills if skill in wanted],
        answers=_answers(application),
        proofs=_proofs(application, named=application.is_named),
        reason=application.reason,
        note=application.note,
        applicant=_applicant(student) if application.is_named else None,
    )


def _applicant(student: Profile) -> Applicant:
    person = student.person
    return Applicant(
        student.code,
        person.name,
        person.email,
        student.institution,
        student.course,
        student.study_year,
        student.city,
    )


def _answers(application: Application) -> list[tuple[str, str]]:
    rows = Answer.objects.filter(application=application).order_by("question__position")
    return list(rows.values_list("question__text", "text"))


def _proofs(application: Application, *, named: bool) -> list[Proof]:
    """Before the shortlist a link or a file name could name the student, so only its kind is shown."""
    rows = Evidence.objects.filter(application=application).select_related("work", "file")
    return [_proof(number, row, named) for number, row in enumerate(rows.order_by("id"), 1)]


def _proof(number: int, row: Evidence, named: bool) -> Proof:
    if row.work is not None:
        work = row.work
        hidden = work.under_nda and not named
        return Proof(row.code, "work", "" if hidden else work.title, work.deliverable, "", work.hours)
    if row.file is not None:
        return Proof(row.code, "file", row.file.name if named else "", str(number), "", row.file.size)
    return Proof(row.code, "link", row.label if named else "", str(number), row.link if named else "", 0)


def evidence_file(application: Application, code: str) -> StoredFile:
    """A file of the pitch, for the company. Raises Http404 when there is none, or while the pitch has no name."""
    rows = Evidence.objects.filter(application=application, code=code).values("file")
    if not application.is_named:
        raise Http404()
    return get_object_or_404(StoredFile, pk__in=rows)


def counts(project_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Project id -> (pitches waiting for an answer, pitches in all), in one query."""
    waiting = Count("id", filter=Q(state__in=WAITING))
    rows = (
        Application.objects.filter(project__in=project_ids)
        .values("project")
        .annotate(w=waiting, n=Count("id"))
    )
    return {row["project"]: (row["w"], row["n"]) for row in rows}


def parties(code: str) -> Application:
    """An application with its student, project and company, for telling people what happened to it."""
    return Application.objects.select_related("student__person", "project__organization").get(code=code)
