"""The books under any sequence of moves: zero-sum, never overdrawn, once for each key."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from kadam.ledger import accounts, queries
from kadam.ledger.actions import InsufficientFunds, KeyReused, post
from tests.support.machines import DatabaseMachine, play

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
GUARDED = [accounts.held("h1"), accounts.held("h2"), accounts.owed("asha"), accounts.refundable("h1")]
FREE = [accounts.outside("sandbox"), accounts.fees()]
PAISE = st.integers(1, 5_000_000)


class Books(DatabaseMachine):
    """A model beside the database: what each account should hold, and which keys were written with what."""

    def __init__(self) -> None:
        super().__init__()
        self.model = dict.fromkeys([*GUARDED, *FREE], 0)
        self.written: dict[str, list[tuple[accounts.Name, int]]] = {}

    def write(self, key: str, lines: list[tuple[accounts.Name, int]]) -> None:
        """Post, and hold the answer against the model."""
        short = any(name.guarded and self.model[name] + amount < 0 for name, amount in lines)
        known = self.written.get(key)
        try:
            with transaction.atomic():
                fresh = post(key=key, kind="any", lines=lines, at=NOW)
        except InsufficientFunds:
            assert short
            assert known is None
        except KeyReused:
            assert known is not None
            assert sorted(known, key=str) != sorted(lines, key=str)
        else:
            assert fresh == (known is None)
            if fresh:
                assert not short
                self.written[key] = lines
                for name, amount in lines:
                    self.model[name] += amount

    @rule(key=st.integers(0, 30), source=st.sampled_from([*GUARDED, *FREE]), paise=PAISE, data=st.data())
    def move(self, key, source, paise, data):
        """From any account to any other."""
        target = data.draw(st.sampled_from([name for name in [*GUARDED, *FREE] if name != source]))
        self.write(f"move:{key}", [(source, -paise), (target, paise)])

    @rule(key=st.integers(0, 30), parts=st.lists(PAISE, min_size=2, max_size=4), data=st.data())
    def fund(self, key, parts, data):
        """From outside into several accounts at once."""
        names = data.draw(st.permutations(GUARDED))[: len(parts)]
        lines = [(FREE[0], -sum(parts)), *zip(names, parts, strict=True)]
        self.write(f"fund:{key}", lines)

    @precondition(lambda self: self.written)
    @rule(data=st.data())
    def repeat(self, data):
        """The same event again, its lines in another order."""
        key = data.draw(st.sampled_from(sorted(self.written)))
        self.write(key, list(data.draw(st.permutations(self.written[key]))))

    @precondition(lambda self: self.written)
    @rule(data=st.data(), more=PAISE)
    def change(self, data, more):
        """Another event under a known name."""
        key = data.draw(st.sampled_from(sorted(self.written)))
        (first, amount), *rest = self.written[key]
        (second, other), *others = rest
        with pytest.raises(KeyReused), transaction.atomic():
            lines = [(first, amount - more), (second, other + more), *others]
            if 0 in {amount - more, other + more}:
                raise KeyReused
            post(key=key, kind="any", lines=lines, at=NOW)

    @invariant()
    def the_database_agrees(self):
        """Every balance as in the model, none below zero, everything in all zero."""
        assert {name: queries.balance(name) for name in self.model} == self.model
        assert all(self.model[name] >= 0 for name in GUARDED)
        assert sum(self.model.values()) == 0

    def finish(self):
        """And the books prove themselves."""
        assert queries.problems() == []


@pytest.mark.django_db
def test_the_books_hold_under_any_sequence_of_moves():
    play(Books, examples=25, steps=20)
