"""Threads; knows people, not projects."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """Threads; knows people, not projects."""

    name = "kadam.messaging"
