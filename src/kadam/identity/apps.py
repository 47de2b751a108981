"""People, sign-in, consent."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """People, sign-in, consent."""

    name = "kadam.identity"
