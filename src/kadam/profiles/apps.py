"""Students."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """Students."""

    name = "kadam.profiles"
