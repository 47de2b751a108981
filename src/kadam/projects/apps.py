"""Briefs, linter, publication, seats."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Briefs, linter, publication, seats."""

    name = "kadam.projects"
