"""The same doors without JavaScript: a brief is written, a project is found, a pitch is handed in."""

from __future__ import annotations

from typing import Any

import pytest

from kadam.applications.models import Application
from kadam.projects import queries
from kadam.projects.models import Project
from tests.journeys.cast import ANSWERS, BRIEF, TITLE
from tests.journeys.instance import Instance
from tests.journeys.tour import Album
from tests.journeys.visitor import PHONE, sign_in, visitor
from tests.support.companies import make_company, owner_of
from tests.support.people import make_person
from tests.support.projects import make_awaiting_funds
from tests.support.students import make_student

pytestmark = pytest.mark.browser


def test_a_brief_is_written_without_scripts(browser: Any, instance: Instance, album: Album) -> None:
    owner = owner_of(make_company())
    with visitor(browser, instance, album, scripts=False) as one:
        sign_in(one, owner.email)
        one.open("/projects/new/")
        one.press("~Start from: Compare")
        one.fill(**BRIEF | {"pay": "a certificate"})
        with one.expecting(422):
            one.press("Save and preview")
        assert one.field("outcome").input_value() == BRIEF["outcome"]
        one.fill(pay=BRIEF["pay"])
        one.page.locator("#id_skills").fill("Advance Excel, Report writing")
        one.press("Save and preview")
        one.press("Go on to sending it")
        one.press("Send it on")
    project = Project.objects.get()
    assert (project.state, project.title) == ("in_review", TITLE)
    assert {skill.slug for skill in queries.brief(project).skills} == {"ms-excel", "report-writing"}


def test_a_project_is_paid_found_and_pitched_for_without_scripts(
    browser: Any, instance: Instance, album: Album
) -> None:
    project = make_awaiting_funds(title=TITLE)
    student = make_student(person=make_person("Asha Rao"), skills=["ms-excel"])
    with visitor(browser, instance, album, scripts=False) as payer:
        sign_in(payer, owner_of(project.organization).email)
        payer.open(f"/projects/{project.code}/funding/")
        payer.press("Go to the payment")
        payer.press("~Set aside")
        payer.wait_for("Read the pitches")
    with visitor(browser, instance, album, PHONE, scripts=False) as one:
        sign_in(one, student.person.email)
        one.open("/projects/")
        one.fill(q="cold chain")
        one.press("Search", role="button")
        one.press(TITLE)
        one.press("Write a pitch")
        for box, answer in zip(one.page.locator("textarea[name^=answer_]").all(), ANSWERS, strict=True):
            box.fill(answer)
        one.press("Hand in the pitch")
        one.reads("number 1 of 20")
        one.open("/applications/")
    assert Application.objects.get().answers.count() == len(ANSWERS)
