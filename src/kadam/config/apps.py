"""The checks of an instance's settings."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Settings, addresses, command line."""

    name = "kadam.config"
    label = "kadam_config"

    def ready(self) -> None:
        """Let the checks register."""
        from kadam.config import checks  # noqa: F401
