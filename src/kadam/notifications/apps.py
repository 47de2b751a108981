"""Who is told what, by which channel."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Who is told what, by which channel."""

    name = "kadam.notifications"
