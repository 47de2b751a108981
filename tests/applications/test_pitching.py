"""A student pitches: places in the queue are given out once, caps hold, a refusal changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kadam.applications import actions
from kadam.applications.actions.pitching import AlreadyApplied, NotYourWork, OwnProject
from kadam.applications.models import Answer, Application
from kadam.applications.policies import AnswerMissing, AnswerTooLong, TooManyOpenApplications
from kadam.journal.models import Event
from kadam.kit import clock
from kadam.kit.refusals import Refusal
from kadam.kit.transitions import StaleState
from kadam.projects.actions.intake import close_due_intakes
from tests.support.applications import answers_to, make_application, make_offered
from tests.support.companies import owner_of
from tests.support.projects import make_open_project, make_trusted_company
from tests.support.students import make_student

pytestmark = pytest.mark.django_db


def test_a_pitch_takes_the_next_place_and_keeps_its_answers():
    project = make_open_project()
    first, second = make_application(project), make_application(project, make_student("Ravi Naidu"))
    assert (first.position, second.position) == (1, 2)
    assert Answer.objects.filter(application=first).count() == project.questions.count()
    assert first.first_timer
    project.refresh_from_db()
    assert project.pitches == 2
    assert Event.objects.filter(kind="applications.ApplicationSubmitted").count() == 2


def unchanged(project):
    project.refresh_from_db()
    assert project.pitches == 0
    assert not Application.objects.exists()
    assert not Event.objects.filter(kind__startswith="applications.").exists()


def test_every_question_is_answered():
    project, student = make_open_project(), make_student()
    answers = answers_to(project)
    last = list(answers)[-1]
    with pytest.raises(AnswerMissing) as refusal:
        make_application(project, student, answers={**answers, last: "  "})
    assert refusal.value.field == f"answer_{last}"
    unchanged(project)


def test_an_answer_of_121_words_is_refused_and_of_120_taken():
    project, student = make_open_project(), make_student()
    with pytest.raises(AnswerTooLong, match="121 words"):
        make_application(project, student, answers=answers_to(project, "word " * 121))
    unchanged(project)
    make_application(project, student, answers=answers_to(project, "word " * 120))


def test_nobody_pitches_twice():
    application = make_application()
    with pytest.raises(AlreadyApplied):
        make_application(application.project, application.student)
    application.project.refresh_from_db()
    assert application.project.pitches == 1


def test_a_withdrawn_pitch_stays_the_only_one():
    application = make_application()
    actions.withdraw(application, actor=application.student.person, now=clock.now())
    with pytest.raises(AlreadyApplied):
        make_application(application.project, application.student)


def test_members_of_the_company_do_not_pitch():
    project = make_open_project()
    owner = make_student("Meera Iyer", person=owner_of(project.organization))
    with pytest.raises(OwnProject):
        make_application(project, owner)
    unchanged(project)


def test_five_open_applications_and_no_more():
    company, student = make_trusted_company(), make_student()
    projects = [make_open_project(company) for _number in range(6)]
    for project in projects[:5]:
        make_application(project, student)
    with pytest.raises(TooManyOpenApplications, match="5 open"):
        make_application(projects[5], student)
    projects[5].refresh_from_db()
    assert projects[5].pitches == 0
    first = Application.objects.filter(student=student).order_by("id")[0]
    actions.withdraw(first, actor=student.person, now=clock.now())
    make_application(projects[5], student)


def test_the_queue_closes_when_it_is_full(monkeypatch):
    project = make_open_project()
    type(project).objects.filter(pk=project.pk).update(pitch_limit=2)
    project.refresh_from_db()
    make_application(project, make_student("One Rao"))
    make_application(project, make_student("Two Rao"))
    project.refresh_from_db()
    assert project.state == "intake_closed"
    with pytest.raises(Refusal):
        make_application(project, make_student("Three Rao"))
    assert Application.objects.count() == 2


def test_only_ones_own_work_is_evidence():
    from kadam.profiles import actions as profiles

    other, company = make_student("Other Rao"), make_trusted_company()
    work = profiles.record_proven_work(
        profile=other, engagement="e1", title="A map", deliverable="Sheet", company=company, hours=8,
        paid_paise=1, skills=[], under_nda=False, criteria_met=2, criteria_total=2, scores={}, comment="",
        now=clock.now(),
    )  # fmt: skip
    project = make_open_project(company)
    with pytest.raises(NotYourWork):
        make_application(project, works=[work])
    unchanged(project)


def test_a_pitch_with_an_offer_is_declined_not_withdrawn():
    application = make_offered()
    with pytest.raises(StaleState):
        actions.withdraw(application, actor=application.student.person, now=clock.now())


def test_pitching_after_the_closing_hour_is_refused():
    project = make_open_project()
    late = project.intake_closes_at + timedelta(seconds=1)
    with pytest.raises(Refusal):
        make_application(project, now=late)
    assert not Application.objects.exists()
    close_due_intakes(now=late)
    project.refresh_from_db()
    assert project.state == "intake_closed"
