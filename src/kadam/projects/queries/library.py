"""Templates on their shelves."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from kadam.projects.families import FAMILIES, family_name
from kadam.projects.library import Template, all_templates, find_template


@dataclass(frozen=True)
class TemplateShelf:
    """A family and its templates."""

    slug: str
    name: str
    templates: tuple[Template, ...]


def templates() -> list[TemplateShelf]:
    """Every template on the shelf of its family, in the families' order. No query."""
    every = all_templates()
    families = dict.fromkeys([*FAMILIES, *(one.family for one in every)])
    shelves = (
        TemplateShelf(slug, family_name(slug), tuple(one for one in every if one.family == slug))
        for slug in families
    )
    return [shelf for shelf in shelves if shelf.templates]


def template(key: str) -> Template:
    """One template. Raises Http404."""
    found = find_template(key)
    if found is None:
        raise Http404
    return found
