"""The taxonomy of skills."""

from django.apps import AppConfig


class SkillsConfig(AppConfig):
    """The taxonomy of skills."""

    name = "kadam.skills"
