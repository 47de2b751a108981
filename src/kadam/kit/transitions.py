"""States and the moves between them: one table asked by the action, the button and the diagram.

A move is one conditional UPDATE, so that of twenty people who press at once exactly one wins, on SQLite
and PostgreSQL alike, without locks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from kadam.kit.refusals import Refusal


class StaleState(Refusal):
    """Somebody (or the clock) was faster: the thing is no longer in a state that allows this move."""

    message = _(
        "This was already settled or has changed since you opened the page. Here is how it stands now."
    )


@dataclass(frozen=True)
class Transition:
    """A named move from any of `sources` to `target`."""

    name: str
    sources: frozenset[str]
    target: str


def transition(name: str, sources: str | Iterable[str], target: str) -> Transition:
    """`transition("submit", "draft", "submitted")`; several sources as a space-separated string or list."""
    names = sources.split() if isinstance(sources, str) else sources
    return Transition(name, frozenset(names), target)


class Machine:
    """The life cycle of one kind of thing: its states, and the moves between them."""

    def __init__(self, initial: str, *transitions: Transition, field: str = "state") -> None:
        self.initial = initial
        self.field = field
        self.transitions = {one.name: one for one in transitions}
        if len(self.transitions) != len(transitions):
            raise ValueError("Two transitions share a name.")
        reached = {one.target for one in transitions} | {s for one in transitions for s in one.sources}
        self.states = (initial, *sorted(reached - {initial}))

    def allows(self, name: str, state: str) -> bool:
        """May a thing in `state` make the move `name`?"""
        return state in self.transitions[name].sources

    def sources(self, name: str) -> list[str]:
        """The states from which the move `name` may be made, sorted."""
        return sorted(self.transitions[name].sources)

    def check(self, name: str) -> models.CheckConstraint:
        """A CHECK that the column holds one of the states, for `Meta.constraints`."""
        return models.CheckConstraint(condition=models.Q(**{f"{self.field}__in": self.states}), name=name)

    def move[M: models.Model](
        self, thing: M, name: str, /, *, only_if: models.Q | None = None, **changes: Any
    ) -> M:
        """Make the move in the database and on `thing`, setting `changes` in the same UPDATE.

        Raises StaleState, changing nothing, when the row is no longer in a source state or `only_if` fails.
        """
        step = self.transitions[name]
        rows = type(thing)._base_manager.filter(pk=thing.pk, **{f"{self.field}__in": step.sources})
        if only_if is not None:
            rows = rows.filter(only_if)
        if not rows.update(**{self.field: step.target}, **changes):
            raise StaleState()
        for attribute, value in {self.field: step.target, **changes}.items():
            if not hasattr(value, "resolve_expression"):
                setattr(thing, attribute, value)
        return thing
