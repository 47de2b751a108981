"""The demo: believable data made through real actions, and one-click personas."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo: believable data made through real actions, and one-click personas."""

    name = "kadam.demo"
