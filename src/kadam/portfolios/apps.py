"""A student's public page."""

from django.apps import AppConfig


class PortfoliosConfig(AppConfig):
    """A student's public page."""

    name = "kadam.portfolios"
