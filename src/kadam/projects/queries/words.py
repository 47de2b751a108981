"""The words a project is found by."""

from __future__ import annotations

from collections.abc import Iterator

from kadam.organizations.models import Organization
from kadam.projects.families import FAMILIES
from kadam.projects.models import Project, ProjectSkill
from kadam.search.registry import Text

INDEXED = ("open", "intake_closed", "staffed", "completed", "suspended")


def searchable(project: Project) -> Text:
    """The project's words: title, then all a student might ask for. Two queries at most."""
    skills = ProjectSkill.objects.filter(project=project).order_by("id").select_related("skill")
    named = (word for row in skills for word in (row.skill.name, *row.skill.aliases))
    criteria = project.criteria.order_by("position").values_list("text", flat=True)
    parts = (
        project.deliverable,
        project.deliverable_format,
        project.outcome,
        *named,
        str(FAMILIES.get(project.family, "")),
        project.organization.name,
        project.organization.industry,
        project.city or "remote work from home WFH",
        *criteria,
        project.context,
        project.materials,
    )
    return Text(project.code, project.title, "\n".join(part for part in parts if part))


def searchables() -> Iterator[Text]:
    """The words of every project that was ever public, for a rebuild of the index."""
    rows = Project.objects.filter(state__in=INDEXED).select_related("organization").order_by("pk")
    yield from (searchable(project) for project in rows.iterator(chunk_size=200))


def indexed_projects(organization: Organization) -> list[Project]:
    """The projects of a company that can be found."""
    rows = Project.objects.filter(organization=organization, document__isnull=False)
    return list(rows.select_related("organization").order_by("pk"))
