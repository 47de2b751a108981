"""One engine-neutral search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One engine-neutral search."""

    name = "kadam.search"
