"""From the offer to the money and the proof; what each step does, and what a refusal leaves alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kadam.engagements import actions, policies
from kadam.engagements.models import Engagement, Review, Submission
from kadam.engagements.queries import parties
from kadam.journal import worker
from kadam.journal.models import Event
from kadam.kit import clock
from kadam.kit.refusals import NotYours
from kadam.kit.transitions import StaleState
from kadam.ledger.models import Entry
from kadam.payments.models import Payout
from kadam.profiles import actions as profiles
from kadam.profiles.models import ProvenWork
from tests.support.applications import make_offered
from tests.support.companies import add_member
from tests.support.engagements import (
    SCORES,
    accept,
    company_member,
    hand_in,
    make_agreed,
    make_submitted_work,
    make_working,
    verdicts,
)
from tests.support.files import make_file
from tests.support.payments import add_upi, assert_books_balance, settle
from tests.support.people import make_person

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_the_whole_story_ends_with_money_and_proof():
    work = make_submitted_work()
    student = work.student.person
    add_upi(student)
    accept(work)
    settle()
    work = parties(work.code)
    assert work.state == "accepted"
    payout = Payout.objects.get(payee=student)
    assert (payout.state, payout.amount_paise) == ("paid", work.project.pay_paise)
    work.student.refresh_from_db()
    assert work.student.completed == 1
    proof = ProvenWork.objects.get(engagement=work.code)
    assert (proof.criteria_met, proof.criteria_total, proof.scores) == (3, 3, SCORES)
    work.project.refresh_from_db()
    assert work.project.state == "completed"
    assert_books_balance()


def test_the_agreement_accepted_is_the_agreement_shown():
    offer = make_offered()
    with pytest.raises(policies.OtherText):
        actions.begin(offer, agreed_sha256="0" * 64, actor=offer.student.person, now=NOW)
    offer.refresh_from_db()
    assert offer.state == "offered"
    assert not Engagement.objects.exists()


def test_both_signatures_carry_the_fingerprint_of_the_text():
    work = make_working()
    assert set(work.agreement.signatures.values_list("side", "sha256")) == {
        ("student", work.agreement.sha256),
        ("company", work.agreement.sha256),
    }
    assert work.due_at - work.kicked_off_at == timedelta(days=work.project.due_days)


def test_finance_does_not_start_or_judge_work():
    work = make_agreed()
    finance = add_member(work.organization, role="finance")
    with pytest.raises(NotYours):
        actions.kick_off(work, agreed_sha256=work.agreement.sha256, actor=finance, now=NOW)
    assert parties(work.code).state == "agreed"


def test_handing_in_needs_a_file_of_ones_own_and_a_word_on_ai():
    work = make_working()
    student = work.student.person
    for refusal, files, ai_use in (
        (policies.FileMissing, [], "none"),
        (policies.ForeignFile, [make_file(make_person("Other Rao"))], "none"),
        (policies.AiUseMissing, [make_file(student)], " "),
    ):
        with pytest.raises(refusal):
            actions.submit_work(work, note="", ai_use=ai_use, files=files, actor=student, now=NOW)
    assert parties(work.code).state == "working"
    assert not Submission.objects.exists()


def test_a_second_click_hands_in_once():
    work = make_working()
    stale = parties(work.code)
    hand_in(work)
    with pytest.raises(StaleState):
        hand_in(stale)
    assert Submission.objects.count() == 1


def test_two_revisions_and_no_more():
    work = make_submitted_work()
    for version in (2, 3):
        review = actions.ask_revision(
            work,
            verdicts=verdicts(work, 0),
            comment="Cities are missing",
            actor=company_member(work),
            now=NOW,
        )
        assert review.decision == "revise"
        assert hand_in(parties(work.code)).version == version
        work = parties(work.code)
    with pytest.raises(policies.NoRevisionLeft):
        actions.ask_revision(
            work, verdicts=verdicts(work, 0), comment="Once more", actor=company_member(work), now=NOW
        )
    assert parties(work.code).state == "submitted"
    assert parties(accept(work).code).state == "accepted"


def test_a_revision_names_what_is_not_met():
    work = make_submitted_work()
    with pytest.raises(policies.NothingToRevise):
        actions.ask_revision(work, verdicts=verdicts(work), comment="Hm", actor=company_member(work), now=NOW)
    assert not Review.objects.exists()


def test_an_acceptance_judges_everything():
    work = make_submitted_work()
    reviewer = company_member(work)
    partial = dict(list(verdicts(work).items())[1:])
    wrong = [
        (policies.VerdictMissing, partial, SCORES, "Good"),
        (policies.ScoreMissing, verdicts(work), {**SCORES, "quality": 5}, "Good"),
        (policies.CommentMissing, verdicts(work), SCORES, " "),
    ]
    before = Entry.objects.count()
    for refusal, judged, scores, comment in wrong:
        with pytest.raises(refusal):
            actions.accept(work, verdicts=judged, scores=scores, comment=comment, actor=reviewer, now=NOW)
    assert parties(work.code).state == "submitted"
    assert Entry.objects.count() == before


def test_two_who_accept_at_once_pay_once():
    work = make_submitted_work()
    stale = parties(work.code)
    accept(work)
    with pytest.raises(StaleState):
        accept(stale)
    assert Payout.objects.count() == 1
    assert ProvenWork.objects.count() == 1
    assert_books_balance()


def test_a_silent_company_accepts_by_the_clock():
    work = make_submitted_work()
    assert actions.accept_overdue(now=work.review_due_at - timedelta(seconds=1)) == 0
    assert actions.accept_overdue(now=work.review_due_at) == 1
    assert actions.accept_overdue(now=work.review_due_at) == 0
    work = parties(work.code)
    assert work.state == "auto_accepted"
    assert Payout.objects.get().amount_paise == work.project.pay_paise
    proof = ProvenWork.objects.get()
    assert (proof.criteria_met, proof.scores) == (3, {})
    assert_books_balance()


def test_reviewers_are_reminded_on_the_named_days_once():
    work = make_submitted_work()
    for days, events in ((1, 0), (2, 1), (3, 1), (4, 2), (4.5, 2)):
        actions.remind_of_reviews(now=work.submitted_at + timedelta(days=days))
        assert Event.objects.filter(kind="engagements.ReviewDueSoon").count() == events


def test_exam_days_stop_the_clock_and_move_the_deadline():
    work = make_working(now=NOW)
    student, due = work.student.person, work.due_at
    first = clock.day_of(NOW + timedelta(days=2))
    profiles.add_blackout(
        work.student,
        starts_on=first,
        ends_on=first + timedelta(days=1),
        label="Finals",
        actor=student,
        now=NOW,
    )
    worker.run_all_clocks(NOW + timedelta(days=1))
    assert parties(work.code).state == "working"
    worker.run_all_clocks(NOW + timedelta(days=2))
    paused = parties(work.code)
    assert paused.state == "paused"
    with pytest.raises(policies.ExamDays):
        actions.resume(paused, actor=company_member(work), now=NOW + timedelta(days=3))
    assert parties(work.code).state == "paused"
    worker.run_all_clocks(NOW + timedelta(days=4))
    resumed = parties(work.code)
    assert resumed.state == "working"
    assert resumed.due_at == due + timedelta(days=2)


def test_the_company_may_stop_the_clock_and_start_it():
    work = make_working(now=NOW)
    due = work.due_at
    actions.pause(work, actor=company_member(work), now=NOW)
    with pytest.raises(StaleState):
        hand_in(work)
    finance = add_member(work.organization, role="finance")
    with pytest.raises(NotYours):
        actions.resume(work, actor=finance, now=NOW + timedelta(days=2))
    actions.resume(work, actor=company_member(work), now=NOW + timedelta(days=3))
    assert parties(work.code).due_at == due + timedelta(days=3)


def test_a_student_may_step_back_and_the_money_returns():
    work = make_working()
    actions.abandon(work, by="student", why="My mother is ill", actor=work.student.person, now=clock.now())
    settle()
    work = parties(work.code)
    assert work.state == "abandoned"
    assert work.seat.hold.state == "refunded"
    assert not Payout.objects.exists()
    assert_books_balance()


def test_a_company_may_not_walk_away_from_work_under_way():
    work = make_working(now=NOW)
    with pytest.raises(policies.CannotEndYet):
        actions.abandon(work, by="company", why="Changed our mind", actor=company_member(work), now=NOW)
    assert parties(work.code).state == "working"
    late = work.due_at + timedelta(minutes=1)
    actions.abandon(work, by="company", why="Nothing was handed in", actor=company_member(work), now=late)
    assert parties(work.code).state == "abandoned"


def test_handed_in_work_cannot_be_abandoned():
    work = make_submitted_work()
    with pytest.raises(StaleState):
        actions.abandon(work, by="student", why="No", actor=work.student.person, now=NOW)
    assert parties(work.code).state == "submitted"
