"""Beginning a brief and writing it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from kadam.journal.queries import history
from kadam.kit.refusals import NotYours
from kadam.kit.transitions import StaleState
from kadam.projects import actions, queries
from kadam.projects.models import Project
from kadam.projects.refusals import NotASupervisor, StaleEdit, UnknownTemplate
from tests.support.companies import add_member, make_company, owner_of
from tests.support.people import make_person
from tests.support.projects import GOOD, make_draft, make_submitted
from tests.support.skills_builders import load_all

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_a_draft_begins_as_its_template():
    load_all()
    company = make_company()
    project = actions.draft_project(
        organization=company, template="gst-reconciliation", actor=owner_of(company), now=NOW
    )
    brief = queries.brief(project)
    template = queries.template("gst-reconciliation")
    assert (project.state, project.version, project.supervisor) == ("draft", 0, owner_of(company))
    assert (brief.title, brief.hours, brief.pay_paise) == (template.title, template.hours, template.pay_paise)
    assert tuple(line.text for line in brief.criteria) == template.criteria
    assert tuple(line.text for line in brief.questions) == template.questions
    assert tuple(tag.slug for tag in brief.skills) == template.skills
    assert [event.kind for event in history(f"project:{project.code}")] == ["projects.ProjectDrafted"]


def test_an_empty_page_is_empty():
    company = make_company()
    project = actions.draft_project(organization=company, template="", actor=owner_of(company), now=NOW)
    assert project.title == ""
    assert queries.brief(project).criteria == ()


def test_an_unknown_template_begins_nothing():
    company = make_company()
    with pytest.raises(UnknownTemplate):
        actions.draft_project(organization=company, template="nope", actor=owner_of(company), now=NOW)
    assert not Project.objects.exists()


@pytest.mark.parametrize("role", ["supervisor", "finance"])
def test_only_posters_begin_and_write(role: str):
    company = make_company()
    member = add_member(company, role=role)
    project = make_draft(company)
    with pytest.raises(NotYours):
        actions.draft_project(organization=company, template="", actor=member, now=NOW)
    with pytest.raises(NotYours):
        actions.edit_brief(project, actor=member, now=NOW, title="Theirs")
    assert Project.objects.get().title == GOOD["title"]


def test_a_recruiter_may_write():
    company = make_company()
    project = make_draft(company, actor=add_member(company, role="recruiter"))
    assert project.created_by.name == "Recruiter Nair"


def test_an_edit_replaces_what_it_names_and_nothing_else():
    project = make_draft()
    actor = owner_of(project.organization)
    actions.edit_brief(project, actor=actor, now=NOW, title="New", criteria=["a 1", "b 2"], skills=[])
    brief = queries.brief(queries.fresh(project))
    assert brief.title == "New"
    assert [line.text for line in brief.criteria] == ["a 1", "b 2"]
    assert brief.skills == ()
    assert [line.text for line in brief.questions] == GOOD["questions"]
    assert brief.outcome == GOOD["outcome"]


def test_the_second_of_two_tabs_is_told():
    project = make_draft()
    actor = owner_of(project.organization)
    seen = project.version
    actions.edit_brief(project, actor=actor, now=NOW, seen=seen, title="First")
    with pytest.raises(StaleEdit):
        actions.edit_brief(project, actor=actor, now=NOW, seen=seen, title="Second", criteria=["x"])
    fresh = queries.fresh(project)
    assert fresh.title == "First"
    assert len(queries.brief(fresh).criteria) == 3


def test_a_brief_that_was_sent_on_is_not_written_any_more():
    project = make_submitted()
    with pytest.raises(StaleState):
        actions.edit_brief(project, actor=owner_of(project.organization), now=NOW, title="Later")
    assert queries.fresh(project).title == GOOD["title"]


def test_the_supervisor_belongs_to_the_company():
    project = make_draft()
    with pytest.raises(NotASupervisor):
        actions.edit_brief(project, actor=owner_of(project.organization), now=NOW, supervisor=make_person())
    member = add_member(project.organization, role="supervisor")
    actions.edit_brief(project, actor=owner_of(project.organization), now=NOW, supervisor=member)
    assert queries.fresh(project).supervisor == member


def test_no_field_that_a_brief_does_not_have():
    project = make_draft()
    with pytest.raises(ValueError, match="state"):
        actions.edit_brief(project, actor=owner_of(project.organization), now=NOW, state="open")


@pytest.mark.parametrize(
    "change",
    [
        {"hours": 4},
        {"hours": 41},
        {"due_days": 6},
        {"due_days": 32},
        {"pay_paise": 0},
        {"seats": 0},
        {"first_timer_seats": 2},
        {"ai_rule": "maybe"},
    ],
)
def test_the_table_itself_refuses_what_no_setting_may_loosen(change):
    project = make_draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(**change)


def test_pay_per_hour_is_kept_by_the_database():
    project = make_draft(hours=24, pay_paise=6_000_00)
    assert project.pay_per_hour_paise == 250_00
