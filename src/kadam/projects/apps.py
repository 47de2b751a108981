"""Briefs, linter, publication, seats."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Briefs, linter, publication, seats."""

    name = "kadam.projects"

    def ready(self) -> None:
        """Say where the search index finds projects."""
        from kadam.projects.actions import link_documents
        from kadam.projects.queries import searchables
        from kadam.search import registry

        registry.register("project", searchables, written=link_documents)
