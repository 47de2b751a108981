"""The names of the accounts: who the money is about, and whether it may ever fall below zero."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Name:
    """An account by name. `guarded` accounts keep their balance and can never be overdrawn."""

    kind: str
    text: str
    guarded: bool


def outside(rail: str) -> Name:
    """The world beyond a rail: negative by what came in and has not gone out again."""
    return Name("outside", f"outside:{rail}", guarded=False)


def held(hold: str) -> Name:
    """Money set aside for one seat, the operator's fee for it included."""
    return Name("held", f"held:{hold}", guarded=True)


def owed(person: str) -> Name:
    """Money released to a student that has not reached them yet."""
    return Name("owed", f"owed:{person}", guarded=True)


def refundable(hold: str) -> Name:
    """Money of one seat on its way back to who paid it."""
    return Name("refundable", f"refundable:{hold}", guarded=True)


def fees() -> Name:
    """The operator's income: one busy account, so summed when asked and never fought over."""
    return Name("income", "income:fees", guarded=False)
