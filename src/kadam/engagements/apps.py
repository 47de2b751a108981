"""Work, submissions, review."""

from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    """Work, submissions, review."""

    name = "kadam.engagements"
