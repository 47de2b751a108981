"""Append-only record of what happened, and its deliveries: audit and outbox in one."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Append-only record of what happened, and its deliveries: audit and outbox in one."""

    name = "kadam.journal"

    def ready(self) -> None:
        """Let every capability's subscribers and clocks register."""
        from kadam.journal import registry

        registry.load()
