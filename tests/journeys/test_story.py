"""One micro-internship from brief to paid and proven, by five people at five browsers, on a whole running instance.

After each step the books must prove themselves and hold exactly what the step left in them; every page the people
come to is scanned for accessibility, and the browser may complain of nothing: no script error, no broken policy, no
failed request.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from kadam.applications.models import Application
from kadam.applications.words import REASON_WORDS
from kadam.identity.models import Person
from kadam.payments.models import Payout, WebhookReceipt
from kadam.projects.models import Project
from tests.journeys import company_side as company
from tests.journeys import student_side as student
from tests.journeys.cast import RIVALS, STAFF, TITLE, Story
from tests.journeys.instance import Instance, until
from tests.journeys.ledger import assert_books
from tests.journeys.tour import Album
from tests.journeys.visitor import PHONE, sign_in, visitor
from tests.support.applications import make_application
from tests.support.people import make_person
from tests.support.students import make_student

pytestmark = pytest.mark.browser


@pytest.fixture
def story(browser: Any, instance: Instance, album: Album) -> Iterator[Story]:
    """The company and the staff at a desk, the student on a phone."""
    make_person(name=STAFF.name, email=STAFF.email, staff=True)
    with ExitStack() as open_browsers:
        founder, staff = (open_browsers.enter_context(visitor(browser, instance, album)) for _ in range(2))
        phone = open_browsers.enter_context(visitor(browser, instance, album, PHONE))
        yield Story(instance, founder, staff, phone)


def test_one_micro_internship_from_brief_to_paid_and_proven(
    story: Story, browser: Any, instance: Instance, album: Album
) -> None:
    company.founds_a_company(story)
    company.is_verified(story)
    company.writes_a_brief(story)
    company.is_read_by_staff(story)
    company.sets_the_money_aside(story)

    student.joins(story)
    student.finds_the_project(story)
    student.pitches(story)
    rivals = [_pitches_too(name, story) for name in RIVALS]
    company.reads_the_pitches(story)
    company.offers_the_seat(story)
    student.accepts_the_offer(story)

    company.starts_the_work(story)
    student.writes_in_the_workroom(story)
    student.hands_in(story, with_sources=False)
    company.asks_for_another_version(story)
    student.hands_in(story, with_sources=True)
    company.accepts(story)
    student.is_paid(story)

    with visitor(browser, instance, album) as stranger:
        student.publishes(story, stranger)
    with visitor(browser, instance, album, PHONE, dark=True) as rival:
        _reads_the_answer(rival, *rivals)
        assert rival.page.request.get(f"/engagements/{story.work}/").status == 404
    company.looks_at_the_books(story)
    assert Payout.objects.count() == 1
    assert WebhookReceipt.objects.count() >= 2  # over HTTP, signed, some of them twice
    assert_books()


def _pitches_too(name: str, story: Story) -> Application:
    """Somebody else in the queue, through the same action as the form's."""
    return make_application(Project.objects.get(code=story.project), make_student(name, skills=["ms-excel"]))


def _reads_the_answer(rival: Any, refused: Application, late: Application) -> None:
    """One was told no with a reason, the other that the seats went to others; both by mail and on their page."""
    people = [Person.objects.get(pk=one.student.person_id) for one in (refused, late)]
    until(
        lambda: Application.objects.filter(pk=late.pk, state="filled").exists(), "the last one has an answer"
    )
    for person in people:
        rival.read_mail(person.email, TITLE[:20])
    sign_in(rival, people[0].email)
    rival.open(f"/applications/{refused.code}/")
    rival.reads(
        "Thank you. Next time, name the tenders you would read.", str(REASON_WORDS["too_little_detail"])
    )
    rival.open("/notifications/")
