"""Apply, shortlist, offer."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """Apply, shortlist, offer."""

    name = "kadam.applications"
