"""The review: another version, or acceptance with everything that follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from kadam.engagements.events import ReviewDueSoon, RevisionAsked, WorkAccepted
from kadam.engagements.models import Engagement, Reminder, Review, Submission, Verdict
from kadam.engagements.policies import (
    NoRevisionLeft,
    NothingToRevise,
    require_comment,
    require_scores,
    require_verdicts,
)
from kadam.engagements.states import ENGAGEMENT, SCORES
from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.rules import rules
from kadam.kit.transitions import StaleState
from kadam.organizations.policies import REVIEWERS, require_role
from kadam.organizations.queries import roles_of
from kadam.payments import actions as payments
from kadam.profiles import actions as profiles
from kadam.projects import actions as projects
from kadam.skills.models import Skill

type Verdicts = Mapping[int, tuple[bool, str]]  # criterion id -> met, comment


def ask_revision(
    engagement: Engagement, *, verdicts: Verdicts, comment: str, actor: Person, now: datetime
) -> Review:
    """Ask for another version because a written criterion is not met; the student has `rules().revision_days`.

    Raises NotYours, VerdictMissing, CommentMissing, NothingToRevise, NoRevisionLeft or StaleState.
    """
    require_role(roles_of(actor, engagement.organization), *REVIEWERS)
    _require_all_judged(engagement, verdicts)
    require_comment(comment)
    if all(met for met, _comment in verdicts.values()):
        raise NothingToRevise()
    if engagement.revisions_asked >= rules().revisions_max:
        raise NoRevisionLeft()
    due = max(engagement.due_at or now, now + timedelta(days=rules().revision_days))
    with transaction.atomic():
        ENGAGEMENT.move(
            engagement,
            "ask_revision",
            only_if=Q(revisions_asked__lt=rules().revisions_max),
            revisions_asked=F("revisions_asked") + 1,
            due_at=due,
            review_due_at=None,
        )
        review = _write_review(engagement, "revise", verdicts, {}, comment, actor, now)
        engagement.refresh_from_db(fields=["revisions_asked"])
        left = rules().revisions_max - engagement.revisions_asked
        journal.record(RevisionAsked(f"engagement:{engagement.code}", left), actor=actor.code, now=now)
        return review


def accept(
    engagement: Engagement,
    *,
    verdicts: Verdicts,
    scores: Mapping[str, int],
    comment: str,
    actor: Person,
    now: datetime,
) -> Review:
    """Accept the work. In one transaction: state, review, money released, seat settled, proof recorded, journal.

    Raises NotYours, VerdictMissing, ScoreMissing, CommentMissing, or StaleState when somebody was faster.
    """
    require_role(roles_of(actor, engagement.organization), *REVIEWERS)
    _require_all_judged(engagement, verdicts)
    require_scores(scores)
    require_comment(comment)
    with transaction.atomic():
        ENGAGEMENT.move(engagement, "accept", ended_at=now)
        review = _write_review(engagement, "accept", verdicts, scores, comment, actor, now)
        met = sum(met for met, _comment in verdicts.values())
        _settle(engagement, met, scores, comment, actor, now)
        return review


def accept_overdue(*, now: datetime) -> int:
    """Accept every submission whose review time is over: the company was silent. Gives how many."""
    due = Engagement.objects.filter(state="submitted", review_due_at__lte=now)
    parts = ("project", "seat__hold", "student__person", "organization")
    rows = due.select_related(*parts).order_by("review_due_at", "id")[:500]
    return sum(_accept_by_clock(engagement, now) for engagement in rows)


def _accept_by_clock(engagement: Engagement, now: datetime) -> bool:
    try:
        with transaction.atomic():
            ENGAGEMENT.move(engagement, "accept_by_clock", only_if=Q(review_due_at__lte=now), ended_at=now)
            _settle(engagement, engagement.project.criteria.count(), {}, "", None, now)
            return True
    except StaleState:
        return False


def _settle(
    engagement: Engagement,
    met: int,
    scores: Mapping[str, int],
    comment: str,
    actor: Person | None,
    now: datetime,
) -> None:
    project, student = engagement.project, engagement.student
    payments.release(engagement.hold, payee=student.person, actor=actor, now=now)
    projects.settle_seat(engagement.seat, now=now)
    profiles.record_proven_work(
        profile=student,
        engagement=engagement.code,
        title=project.title,
        deliverable=project.deliverable,
        company=engagement.organization,
        hours=project.hours,
        paid_paise=project.pay_paise,
        skills=list(Skill.objects.filter(pk__in=project.skill_rows.values("skill")).order_by("id")),
        under_nda=project.under_nda,
        criteria_met=met,
        criteria_total=project.criteria.count(),
        scores=scores,
        comment=comment,
        family=project.family,
        reviewer=actor,
        now=now,
    )
    event = WorkAccepted(f"engagement:{engagement.code}", by_clock=actor is None)
    journal.record(event, actor=actor.code if actor else "", now=now)


def _require_all_judged(engagement: Engagement, verdicts: Verdicts) -> None:
    criteria: Sequence[int] = list(
        engagement.project.criteria.order_by("position").values_list("id", flat=True)
    )
    require_verdicts(criteria, verdicts)


def _write_review(
    engagement: Engagement,
    decision: str,
    verdicts: Verdicts,
    scores: Mapping[str, int],
    comment: str,
    actor: Person,
    now: datetime,
) -> Review:
    submission = Submission.objects.filter(engagement=engagement).order_by("-version")[0]
    try:
        review = Review.objects.create(
            submission=submission,
            reviewer=actor,
            decision=decision,
            comment=comment.strip(),
            reviewed_at=now,
            **{name: scores.get(name) for name in SCORES},
        )
    except IntegrityError:
        raise StaleState() from None
    Verdict.objects.bulk_create(
        [
            Verdict(review=review, criterion_id=criterion, met=met, comment=words.strip())
            for criterion, (met, words) in verdicts.items()
        ]
    )
    return review


def remind_of_reviews(*, now: datetime) -> int:
    """Remind companies of reviews that have waited `rules().review_reminder_days`; once a version and day."""
    sent = 0
    for day in rules().review_reminder_days:
        waiting = Submission.objects.filter(
            engagement__state="submitted",
            engagement__submitted_at=F("submitted_at"),
            submitted_at__lte=now - timedelta(days=day),
        ).select_related("engagement")
        already = Reminder.objects.filter(day=day).values("submission")
        for submission in waiting.exclude(pk__in=already).order_by("id")[:500]:
            sent += _remind(submission, day, now)
    return sent


def _remind(submission: Submission, day: int, now: datetime) -> bool:
    with transaction.atomic():
        _row, new = Reminder.objects.get_or_create(submission=submission, day=day, defaults={"sent_at": now})
        if new:
            journal.record(ReviewDueSoon(f"engagement:{submission.engagement.code}", day), now=now)
        return new
