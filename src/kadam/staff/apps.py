"""The operator's console."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """The operator's console."""

    name = "kadam.staff"
