"""Uploads: checked, fingerprinted, kept out of the web root."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploads: checked, fingerprinted, kept out of the web root."""

    name = "kadam.files"
