"""Companies and universities as bodies: members, roles, verification."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """Companies and universities as bodies: members, roles, verification."""

    name = "kadam.organizations"
