"""Reading engagements: only the student of it and the members of its company."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from kadam.engagements.models import Engagement, Review, Signature, Submission, Verdict
from kadam.engagements.states import RUNNING, SCORES
from kadam.files.models import StoredFile
from kadam.files.queries import FileRow, file_rows
from kadam.identity.models import Person
from kadam.kit.paging import Page, keyset_page
from kadam.messaging.models import Message
from kadam.organizations.models import Organization
from kadam.organizations.queries import roles_of
from kadam.profiles.models import Blackout

PARTS = (
    "project",
    "organization",
    "student__person",
    "supervisor",
    "seat__hold__funding__payer",
    "thread",
    "agreement",
    "application",
)


@dataclass(frozen=True)
class Judged:
    """One criterion, and the latest word on it: met True or False, None while nobody has judged."""

    id: int
    text: str
    met: bool | None
    note: str


@dataclass(frozen=True)
class ReviewSeen:
    """A verdict as both sides read it. Scores are 1-4, empty for a revision."""

    reviewer: str
    decision: str
    comment: str
    at: datetime
    scores: dict[str, int]
    criteria: list[Judged]


@dataclass(frozen=True)
class Version:
    """One submission as both sides read it."""

    code: str
    version: int
    note: str
    ai_use: str
    at: datetime
    files: list[FileRow]
    review: ReviewSeen | None


@dataclass(frozen=True)
class Room:
    """Everything the workroom shows about the work itself."""

    engagement: Engagement
    side: str  # student | company
    roles: frozenset[str]
    criteria: list[Judged]
    versions: list[Version]  # newest first
    signed: dict[str, datetime]
    blackouts: list[Blackout] = field(default_factory=list)

    @property
    def latest(self) -> Version | None:
        """The newest version handed in."""
        return self.versions[0] if self.versions else None


@dataclass(frozen=True)
class Line:
    """One engagement in a list."""

    code: str
    title: str
    other: str  # the company for the student, the student for the company
    state: str
    pay_paise: int
    hours: int
    agreed_at: datetime
    kickoff_due_at: datetime
    due_at: datetime | None
    review_due_at: datetime | None
    ended_at: datetime | None


def get(actor: Person, code: str, side: str = "") -> tuple[Engagement, str, frozenset[str]]:
    """The engagement, the actor's side of it, and their roles at the company.

    Raises Http404 to everybody else; with `side`, "student" or "company", to the other side too.
    """
    engagement = get_object_or_404(Engagement.objects.select_related(*PARTS), code=code)
    if engagement.student.person_id == actor.pk:
        mine, roles = "student", frozenset[str]()
    else:
        mine, roles = "company", roles_of(actor, engagement.organization)
    if (mine == "company" and not roles) or (side and side != mine):
        raise Http404()
    return engagement, mine, roles


def room(engagement: Engagement, side: str, roles: frozenset[str]) -> Room:
    """What the workroom shows; six queries whatever has happened."""
    versions = _versions(engagement)
    criteria = list(engagement.project.criteria.order_by("position"))
    latest = next((version.review for version in versions if version.review), None)
    told = {one.id: one for one in latest.criteria} if latest else {}
    judged = [told.get(one.pk) or Judged(one.pk, one.text, None, "") for one in criteria]
    signatures = Signature.objects.filter(agreement__engagement=engagement).values_list("side", "signed_at")
    days = Blackout.objects.filter(profile=engagement.student_id, ends_on__gte=engagement.agreed_at.date())
    return Room(
        engagement,
        side,
        roles,
        judged,
        versions,
        dict(signatures),
        list(days.order_by("starts_on", "id")[:5]),
    )


def _versions(engagement: Engagement) -> list[Version]:
    verdicts = Verdict.objects.select_related("criterion").order_by("criterion__position")
    rows = (
        Submission.objects.filter(engagement=engagement)
        .select_related("review__reviewer")
        .prefetch_related(
            Prefetch("files", queryset=StoredFile.objects.order_by("id")),
            Prefetch("review__verdicts", queryset=verdicts),
        )
    )
    return [_version(row) for row in rows.order_by("-version")]


def _version(row: Submission) -> Version:
    return Version(
        row.code,
        row.version,
        row.note,
        row.ai_use,
        row.submitted_at,
        file_rows(row.files.all()),
        _review(row),
    )


def _review(row: Submission) -> ReviewSeen | None:
    if not hasattr(row, "review"):
        return None
    review = row.review
    given = {name: getattr(review, name) for name in SCORES if getattr(review, name) is not None}
    criteria = [
        Judged(one.criterion_id, one.criterion.text, one.met, one.comment) for one in review.verdicts.all()
    ]
    return ReviewSeen(
        review.reviewer.name, review.decision, review.comment, review.reviewed_at, given, criteria
    )


def mine(actor: Person, cursor: str | None = None) -> Page[Line]:
    """The actor's own engagements as a student, newest first: one query."""
    rows = Engagement.objects.filter(student__person=actor).select_related("project", "organization")
    page = _page(rows, cursor)
    return Page([_line(row, row.organization.name) for row in page.rows], page.next_cursor)


def company_work(organization: Organization, cursor: str | None = None) -> Page[Line]:
    """The engagements of a company, newest first: one query. The caller has loaded it as a member."""
    rows = Engagement.objects.filter(organization=organization).select_related("project", "student__person")
    page = _page(rows, cursor)
    return Page([_line(row, row.student.person.name) for row in page.rows], page.next_cursor)


def _page(rows: QuerySet[Engagement], cursor: str | None) -> Page[Engagement]:
    return keyset_page(
        rows, order=("-agreed_at", "-id"), cursor=cursor, key=lambda one: (one.agreed_at.isoformat(), one.pk)
    )


def _line(row: Engagement, other: str) -> Line:
    return Line(
        row.code,
        row.project.title,
        other,
        row.state,
        row.project.pay_paise,
        row.project.hours,
        row.agreed_at,
        row.kickoff_due_at,
        row.due_at,
        row.review_due_at,
        row.ended_at,
    )


def running(*, student: Person | None = None, organization: Organization | None = None) -> list[Line]:
    """The engagements under way of a student or a company, those with the nearest clock first."""
    rows = Engagement.objects.filter(state__in=RUNNING).select_related(
        "project", "organization", "student__person"
    )
    if student is not None:
        rows = rows.filter(student__person=student)
    if organization is not None:
        rows = rows.filter(organization=organization)
    lines = [
        _line(row, row.organization.name if student else row.student.person.name)
        for row in rows.order_by("id")
    ]
    return sorted(lines, key=lambda one: one.review_due_at or one.due_at or one.kickoff_due_at)


def of_application(code: str) -> str | None:
    """Code of the engagement that an application became."""
    return Engagement.objects.filter(application__code=code).values_list("code", flat=True).first()


def get_file(engagement: Engagement, code: str) -> StoredFile:
    """A file of the room: handed in, or attached to a message. Raises Http404 when it is not of this room."""
    handed_in = Submission.objects.filter(engagement=engagement).values("files")
    said = Message.objects.filter(thread=engagement.thread_id).values("files")
    rows = StoredFile.objects.filter(Q(pk__in=handed_in) | Q(pk__in=said))
    return get_object_or_404(rows, code=code)


def parties(code: str) -> Engagement:
    """An engagement with everyone to tell about it."""
    return Engagement.objects.select_related(*PARTS).get(code=code)


def revision_comment(engagement: Engagement) -> str:
    """What the reviewer wrote who last asked for a revision, for telling the student; empty when nobody has."""
    asked = Review.objects.filter(submission__engagement=engagement, decision="revise")
    rows = asked.order_by("-submission__version")
    return rows.values_list("comment", flat=True).first() or ""
