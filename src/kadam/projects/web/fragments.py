"""Pieces of pages that many readers get alike, drawn once for each thing they show and each language.

What a piece draws depends on its arguments alone, and they are its key: a changed project is another key, and
nothing has to be thrown away by hand. Each process keeps its own; the ones used longest ago are dropped first.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.template import engines
from django.utils.translation import get_language

if TYPE_CHECKING:
    from kadam.projects.queries import ProjectCard


def card(row: ProjectCard, level: int) -> str:
    """The card of an open project, safe."""
    return _card(row, level, get_language() or "")


@lru_cache(maxsize=4000)
def _card(row: ProjectCard, level: int, _language: str) -> str:
    drawn: str = macro("projects/card.html", "project_card")(row, level)
    return drawn


def macro(template: str, name: str) -> Callable[..., Any]:
    """A macro of one of our templates, to be called from here; what it gives is safe, its arguments escaped in it."""
    environment = engines.all()[0].env  # type: ignore[attr-defined]
    found: Callable[..., Any] = getattr(environment.get_template(template).module, name)
    return found
