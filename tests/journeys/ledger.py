"""What the books must say after each step of the story."""

from __future__ import annotations

from kadam.ledger.queries import balances, trial_balance
from kadam.payments.books import books_problems


def assert_books(*, outside: int = 0, held: int = 0, owed: int = 0) -> None:
    """The books prove themselves, and hold exactly these paise: outside as a negative, by what came in."""
    assert books_problems() == []
    said = {one.kind: one.paise for one in trial_balance() if one.paise}
    expected = {"outside": outside, "held": held, "owed": owed}
    assert said == {kind: paise for kind, paise in expected.items() if paise}
    assert sum(balances("held").values()) == held
    assert sum(balances("owed").values()) == owed
