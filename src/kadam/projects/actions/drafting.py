"""Writing a brief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.transitions import StaleState
from kadam.organizations.models import Organization
from kadam.organizations.policies import POSTERS, require_role
from kadam.organizations.queries import roles_of
from kadam.projects.events import BriefEdited, ProjectDrafted
from kadam.projects.library import Template, find_template
from kadam.projects.models import Criterion, Project, ProjectSkill, Question
from kadam.projects.queries.public import COLUMNS
from kadam.projects.refusals import NotASupervisor, StaleEdit, UnknownTemplate
from kadam.projects.states import EDITABLE
from kadam.skills.models import Skill
from kadam.skills.queries import by_slugs

FIELDS = frozenset([*COLUMNS, "supervisor"])


def draft_project(*, organization: Organization, template: str, actor: Person, now: datetime) -> Project:
    """Begin a brief for a company, copied from the template of that key ("" for an empty page).

    The one who begins it is its supervisor until another is chosen. Raises UnknownTemplate, or NotYours unless the
    actor may post for the company.
    """
    require_role(roles_of(actor, organization), *POSTERS)
    start = find_template(template) if template else None
    if template and start is None:
        raise UnknownTemplate()
    with transaction.atomic():
        facts = _facts(start) if start else {"family": ""}
        project = Project.objects.create(
            organization=organization, created_by=actor, supervisor=actor, created_at=now, **facts
        )
        if start:
            _write_lines(project, {"criteria": start.criteria, "questions": start.questions})
            _write_skills(project, by_slugs(start.skills))
        event = ProjectDrafted(f"project:{project.code}", organization.code)
        journal.record(event, actor=actor.code, now=now)
        return project


def edit_brief(
    project: Project, *, actor: Person, now: datetime, seen: int | None = None, **fields: Any
) -> Project:
    """Write `fields` into a brief that is still a draft. What the linter thinks of it is asked when it is submitted.

    `fields` are columns of the brief, and `criteria`, `questions` (texts) and `skills` (slugs), each replacing all
    that stood there. `seen` is the version that was on the screen: raises StaleEdit when somebody saved since.
    Raises StaleState when it is no longer a draft, NotYours, NotASupervisor, and ValueError for a field no brief has.
    """
    require_role(roles_of(actor, project.organization), *POSTERS)
    columns = {
        name: value for name, value in fields.items() if name not in {"criteria", "questions", "skills"}
    }
    if unknown := columns.keys() - FIELDS:
        raise ValueError(f"A brief has no {', '.join(sorted(unknown))}.")
    if "supervisor" in columns and not roles_of(columns["supervisor"], project.organization):
        raise NotASupervisor()
    with transaction.atomic():
        _update(project, columns, seen)
        _write_lines(project, fields)
        if "skills" in fields:
            _write_skills(project, by_slugs(fields["skills"]))
        journal.record(BriefEdited(f"project:{project.code}", sorted(fields)), actor=actor.code, now=now)
    project.refresh_from_db()
    return project


def _facts(template: Template) -> dict[str, Any]:
    """The columns that a template fills; its hints stay hints."""
    names = [
        "family",
        "title",
        "outcome",
        "deliverable",
        "deliverable_format",
        "hours",
        "pay_paise",
        "due_days",
        "ai_rule",
        "ai_note",
    ]
    return {"template": template.key, **{name: getattr(template, name) for name in names}}


def _update(project: Project, columns: Mapping[str, Any], seen: int | None) -> None:
    rows = Project.objects.filter(pk=project.pk, state__in=EDITABLE)
    if seen is not None:
        rows = rows.filter(version=seen)
    if not rows.update(**columns, version=F("version") + 1):
        still_draft = Project.objects.filter(pk=project.pk, state__in=EDITABLE).exists()
        raise StaleEdit() if still_draft else StaleState()


def _write_lines(project: Project, fields: Mapping[str, Sequence[str]]) -> None:
    if "criteria" in fields:
        project.criteria.all().delete()
        texts = enumerate(fields["criteria"], 1)
        Criterion.objects.bulk_create(
            [Criterion(project=project, position=n, text=text) for n, text in texts]
        )
    if "questions" in fields:
        project.questions.all().delete()
        texts = enumerate(fields["questions"], 1)
        Question.objects.bulk_create([Question(project=project, position=n, text=text) for n, text in texts])


def _write_skills(project: Project, skills: Sequence[Skill]) -> None:
    ProjectSkill.objects.filter(project=project).delete()
    ProjectSkill.objects.bulk_create([ProjectSkill(project=project, skill=skill) for skill in skills])
