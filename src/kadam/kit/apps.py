"""What every capability leans on."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """What every capability leans on."""

    name = "kadam.kit"
