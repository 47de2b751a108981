"""Proofs that need both sides: what the ledger says against what holds, payouts and refunds say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet, Sum

from kadam.ledger import accounts
from kadam.ledger.queries import balance, balances, problems, trial_balance
from kadam.payments.models import Funding, Hold, Payout, Refund

__all__ = ["books_problems", "trial_balance"]

UNPAID = ("due", "sent", "returned")


def books_problems() -> list[str]:
    """What is wrong with the books, a sentence each; empty when they prove themselves. Reads one moment."""
    with _one_moment():
        return [
            *problems(),
            *_differences("held", "open holds", _held()),
            *_differences("owed", "unpaid payouts", _owed()),
            *_differences("refundable", "unfinished refunds", _refundable()),
            *_outside(),
            *_fees(),
        ]


@contextmanager
def _one_moment() -> Iterator[None]:
    """All questions see the same state, whatever is written meanwhile."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _held() -> Iterable[tuple[str, int]]:
    rows = Hold.objects.filter(state="held").values_list("code", "amount_paise", "fee_paise")
    return ((accounts.held(code).text, paise + fee) for code, paise, fee in rows)


def _owed() -> Iterable[tuple[str, int]]:
    rows = Payout.objects.filter(state__in=UNPAID).values_list("payee__code")
    return (
        (accounts.owed(code).text, total)
        for code, total in rows.annotate(total=Sum("amount_paise")).order_by()
    )


def _refundable() -> Iterable[tuple[str, int]]:
    rows = Refund.objects.exclude(state="done").values_list("hold__code", "amount_paise")
    return ((accounts.refundable(code).text, paise) for code, paise in rows)


def _differences(kind: str, what: str, expected: Iterable[tuple[str, int]]) -> list[str]:
    booked, wanted = balances(kind), dict(expected)
    return [
        f"Account {name} holds {booked.get(name, 0)} paise; the {what} say {wanted.get(name, 0)}."
        for name in sorted(booked.keys() | wanted.keys())
        if booked.get(name, 0) != wanted.get(name, 0)
    ]


def _outside() -> list[str]:
    """What came in and has not gone out again, for each rail."""
    found = []
    for rail in Funding.objects.order_by("rail").values_list("rail", flat=True).distinct():
        came = _total(Funding.objects.filter(rail=rail, state="paid"))
        went = _total(Payout.objects.filter(hold__funding__rail=rail, state="paid"))
        went += _total(Refund.objects.filter(hold__funding__rail=rail, state="done"))
        booked = balance(accounts.outside(rail))
        if booked != went - came:
            found.append(
                f"Account outside:{rail} holds {booked} paise; payments in and out say {went - came}."
            )
    return found


def _total(rows: QuerySet[Any]) -> int:
    return int(rows.aggregate(total=Sum("amount_paise"))["total"] or 0)


def _fees() -> list[str]:
    earned = Hold.objects.filter(state="released").aggregate(total=Sum(F("fee_paise")))["total"] or 0
    booked = balance(accounts.fees())
    if booked == earned:
        return []
    return [f"Account income:fees holds {booked} paise; released holds say {earned}."]
