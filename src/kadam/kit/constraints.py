"""Constraints that several capabilities use, so that the database is the last judge."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import CheckConstraint, F, Q


def one_of(field: str, values: Iterable[str], name: str) -> CheckConstraint:
    """`field` holds one of `values`."""
    return CheckConstraint(condition=Q(**{f"{field}__in": sorted(values)}), name=name)


def between(field: str, low: int, high: int, name: str) -> CheckConstraint:
    """`low` <= `field` <= `high`."""
    return CheckConstraint(condition=Q(**{f"{field}__gte": low, f"{field}__lte": high}), name=name)


def positive(field: str, name: str) -> CheckConstraint:
    """`field` > 0."""
    return CheckConstraint(condition=Q(**{f"{field}__gt": 0}), name=name)


def in_order(first: str, then: str, name: str) -> CheckConstraint:
    """`first` <= `then`; empty values pass."""
    return CheckConstraint(condition=Q(**{f"{then}__gte": F(first)}), name=name)


def present_when(state: str, states: Iterable[str], field: str, name: str) -> CheckConstraint:
    """A row in one of `states` has a value in `field`: a date belongs to the state it explains."""
    return CheckConstraint(
        condition=~Q(**{f"{state}__in": sorted(states)}) | Q(**{f"{field}__isnull": False}), name=name
    )
