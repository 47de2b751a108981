"""Everyone gets an answer, with a reason; seats under offer are never two people's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kadam.applications import actions
from kadam.applications.actions.selecting import ReasonMissing
from kadam.applications.models import Application
from kadam.applications.policies import FirstTimerSeatsLeft
from kadam.journal import actions as journal
from kadam.journal.models import Event
from kadam.kit import clock
from kadam.kit.refusals import NotYours, Refusal
from kadam.kit.transitions import StaleState
from kadam.profiles.models import Profile
from kadam.projects import actions as projects
from kadam.projects.actions.intake import close_due_intakes
from tests.support.applications import company_of, make_application, make_offered, make_shortlisted
from tests.support.companies import add_member, owner_of
from tests.support.engagements import make_agreed
from tests.support.projects import make_open_project
from tests.support.students import make_student

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_reading_is_receipted_once():
    application = make_application()
    reader = company_of(application)
    actions.mark_seen(application, actor=reader, now=NOW)
    actions.mark_seen(application, actor=reader, now=NOW + timedelta(hours=1))
    application.refresh_from_db()
    assert (application.state, application.seen_at) == ("seen", NOW)
    assert Event.objects.filter(kind="applications.ApplicationSeen").count() == 1


def test_a_no_needs_a_reason():
    application = make_application()
    with pytest.raises(ReasonMissing):
        actions.refuse(application, reason="", actor=company_of(application), now=NOW)
    application.refresh_from_db()
    assert application.state == "submitted"


def test_only_owners_and_recruiters_select():
    application = make_application()
    finance = add_member(application.project.organization, role="finance")
    for step in (actions.shortlist, actions.make_offer):
        with pytest.raises(NotYours, match="owner or recruiter"):
            step(application, actor=finance, now=NOW)
    with pytest.raises(NotYours):
        actions.refuse(application, reason="dates_clash", actor=finance, now=NOW)
    application.refresh_from_db()
    assert application.state == "submitted"


def test_two_reviewers_at_once_have_one_effect():
    application = make_application()
    stale = Application.objects.select_related("project__organization").get(pk=application.pk)
    actions.refuse(application, reason="dates_clash", actor=company_of(application), now=NOW)
    with pytest.raises(StaleState):
        actions.shortlist(stale, actor=company_of(application), now=NOW)
    stale.refresh_from_db()
    assert (stale.state, stale.shortlisted_at) == ("not_selected", None)


def test_many_are_answered_at_once_and_the_settled_are_left():
    project = make_open_project()
    pitches = [make_application(project, make_student(f"{name} Rao")) for name in ("One", "Two", "Three")]
    actions.withdraw(pitches[2], actor=pitches[2].student.person, now=NOW)
    told = actions.refuse_many(
        pitches, reason="too_little_detail", note="More figures", actor=company_of(pitches[0]), now=NOW
    )
    assert told == 2
    states = list(Application.objects.order_by("id").values_list("state", flat=True))
    assert states == ["not_selected", "not_selected", "withdrawn"]


def test_one_seat_is_offered_once():
    project = make_open_project()
    first, second = make_shortlisted(project), make_shortlisted(project, student=make_student("Two Rao"))
    actions.make_offer(first, actor=company_of(first), now=clock.now())
    with pytest.raises(Refusal):
        actions.make_offer(second, actor=company_of(second), now=clock.now())
    second.refresh_from_db()
    assert (second.state, second.seat_id) == ("shortlisted", None)


def test_a_declined_seat_goes_to_the_next():
    project = make_open_project()
    first, second = make_offered(project), make_shortlisted(project, student=make_student("Two Rao"))
    actions.decline_offer(first, actor=first.student.person, now=clock.now())
    actions.make_offer(second, actor=company_of(second), now=clock.now())
    assert (first.state, second.state) == ("withdrawn", "offered")


def test_an_offer_runs_out_by_the_clock_and_not_before():
    offered = make_offered()
    almost = offered.offer_expires_at - timedelta(seconds=1)
    assert actions.expire_due_offers(now=almost) == 0
    assert actions.expire_due_offers(now=offered.offer_expires_at) == 1
    offered.refresh_from_db()
    assert (offered.state, offered.seat_id) == ("offer_expired", None)
    offered.project.refresh_from_db()
    assert offered.project.seats_reserved == 0


def test_an_offer_that_ran_out_cannot_be_taken_even_if_the_clock_is_late():
    offered = make_offered()
    with pytest.raises(Refusal, match="run out"):
        make_agreed(offer=offered, now=offered.offer_expires_at)
    offered.refresh_from_db()
    assert offered.state == "offered"


def test_silence_is_told_to_everyone_and_recorded():
    project = make_open_project()
    waiting, settled = make_application(project), make_application(project, make_student("Two Rao"))
    actions.refuse(settled, reason="dates_clash", actor=company_of(settled), now=NOW)
    close_due_intakes(now=project.intake_closes_at + timedelta(seconds=1))
    project.refresh_from_db()
    assert actions.close_unanswered(now=project.answers_due_at - timedelta(seconds=1)) == 0
    assert actions.close_unanswered(now=project.answers_due_at) == 1
    waiting.refresh_from_db()
    assert waiting.state == "unanswered"


def test_companies_are_reminded_once_a_day_named():
    project = make_open_project()
    make_application(project)
    closed = project.intake_closes_at + timedelta(seconds=1)
    close_due_intakes(now=closed)
    for days, events in ((2, 0), (3, 1), (4, 1), (6, 2), (6.5, 2)):
        actions.remind_of_answers(now=closed + timedelta(days=days, minutes=1))
        assert Event.objects.filter(kind="applications.AnswersDueSoon").count() == events


def test_when_all_seats_are_taken_the_others_hear_it():
    project = make_open_project()
    waiting = make_application(project, make_student("Two Rao"))
    make_agreed(project)
    journal.drain(now=clock.now())
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == ("filled", "seats_filled")


def test_a_cancelled_project_answers_everyone():
    project = make_open_project()
    application = make_application(project)
    projects.cancel_project(
        project, reason="Budget is gone", actor=owner_of(project.organization), now=clock.now()
    )
    journal.drain(now=clock.now())
    application.refresh_from_db()
    assert application.state == "filled"


def test_a_seat_in_five_is_kept_for_first_timers():
    project = make_open_project(seats=5)
    assert project.first_timer_seats == 1
    veterans = [make_student(f"Old{n} Rao") for n in "abcde"]
    Profile.objects.update(completed=2)
    pitches = [make_shortlisted(project, student=Profile.objects.get(pk=one.pk)) for one in veterans]
    for pitch in pitches[:4]:
        actions.make_offer(pitch, actor=company_of(pitch), now=clock.now())
    with pytest.raises(FirstTimerSeatsLeft):
        actions.make_offer(pitches[4], actor=company_of(pitches[4]), now=clock.now())
    newcomer = make_shortlisted(project, student=make_student("New Rao"))
    actions.make_offer(newcomer, actor=company_of(newcomer), now=clock.now())
    assert newcomer.state == "offered"
