"""Writing the books: one path, hand-written SQL, one entry a call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from kadam.kit.refusals import Refusal
from kadam.ledger import statements
from kadam.ledger.accounts import Name

Lines = Sequence[tuple[Name, int]]


class InsufficientFunds(Refusal):
    """A guarded account would fall below zero."""

    message = _("There is not enough money set aside for this step. Nothing was moved.")


class Unbalanced(ValueError):
    """The lines are no double entry: fewer than two, a zero, an account twice, or a sum other than zero."""


class KeyReused(ValueError):
    """This key already stands in the books, with other lines: two real events were given one name."""


def post(*, key: str, kind: str, lines: Lines, at: datetime, memo: str = "") -> bool:
    """Write one entry in the caller's transaction; False when this key was already written with the same lines.

    `lines` are (account, paise): positive into the account, negative out of it; accounts are made as needed.
    Raises Unbalanced, KeyReused, or InsufficientFunds; after the last the caller's transaction can only be
    rolled back, so that nothing half-written can be kept by catching it.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("ledger.post belongs inside the transaction of the thing it books.")
    _check(lines)
    write = statements.POST[connection.vendor]
    try:
        written = write(key, kind, at, memo[:200], lines)
    except IntegrityError as error:
        transaction.set_rollback(True)
        if "account_no_overdraft" in str(error):
            raise InsufficientFunds from error
        raise
    if written < 0:
        raise KeyReused(f"The books hold {key} with other lines.")
    return bool(written)


def _check(lines: Lines) -> None:
    amounts = [amount for _name, amount in lines]
    names = {name.text for name, _amount in lines}
    if len(lines) < 2 or 0 in amounts or sum(amounts) != 0 or len(names) < len(lines):
        raise Unbalanced(
            f"These lines are no double entry: {[(name.text, amount) for name, amount in lines]}"
        )
