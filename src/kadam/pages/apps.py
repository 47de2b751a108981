"""Pages that read several capabilities: home, dashboard."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Pages that read several capabilities: home, dashboard."""

    name = "kadam.pages"
