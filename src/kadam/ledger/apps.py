"""Accounts, entries, postings; knows nothing else."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Accounts, entries, postings; knows nothing else."""

    name = "kadam.ledger"
