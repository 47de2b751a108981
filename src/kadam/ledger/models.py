"""Double-entry books: accounts, entries, postings. Knows nothing else.

Rows are written by `ledger.actions.post` alone. Triggers on both databases refuse everything else: an entry
whose postings do not sum to zero, a posting added to a finished entry, any change and any deletion.
"""

from __future__ import annotations

from django.db import models

from kadam.kit.constraints import one_of

KINDS = ("outside", "held", "owed", "refundable", "income")


class Account(models.Model):
    """One account, named by what it is about: "held:HOLD", "owed:PERSON", "outside:sandbox".

    A guarded account keeps its balance in the row and can never fall below zero. An unguarded one (the world
    outside, the operator's income) is summed when asked, so that no hot row is fought over.
    """

    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=12)
    guarded = models.BooleanField()
    balance_paise = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            one_of("kind", KINDS, "account_kind"),
            models.CheckConstraint(condition=models.Q(balance_paise__gte=0), name="account_no_overdraft"),
            models.CheckConstraint(
                condition=models.Q(guarded=True) | models.Q(balance_paise=0),
                name="account_unguarded_keeps_none",
            ),
        ]


class Entry(models.Model):
    """One real event in the books, once: its key is unique. Reversed only by another entry.

    The row is written after its postings, and seals them: it is refused unless they sum to zero, and after
    it no posting can join. A posting without its entry cannot be committed (the key is checked at commit).
    """

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=24)
    at = models.DateTimeField()
    memo = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["at"], name="entry_at")]


class Posting(models.Model):
    """One line of an entry: positive into the account, negative out of it."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="postings", db_index=False)
    amount_paise = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(amount_paise=0), name="posting_not_zero"),
            models.UniqueConstraint(fields=["entry", "account"], name="posting_once"),
        ]
        indexes = [models.Index(fields=["account", "id"], name="posting_account")]
