"""Holds, releases, refunds, payouts."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Holds, releases, refunds, payouts."""

    name = "kadam.payments"
