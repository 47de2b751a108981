"""What every request of the stand-in works with: its store, its clock, its outgoing post."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from kadam.kit import clock
from kadam.payments.gateways.sandbox import shapes
from kadam.payments.gateways.sandbox.behaviour import LATE, behaviour_of, happens
from kadam.payments.gateways.sandbox.store import Entity, Store


class Problem(Exception):
    """A request the provider refuses."""

    def __init__(self, description: str, *, field: str | None = None, status: int = 400) -> None:
        super().__init__(description)
        self.status = status
        self.body = shapes.error(description, field=field)


@dataclass(frozen=True)
class Desk:
    """One provider's desk."""

    store: Store

    def now(self) -> int:
        """The provider's calendar, in seconds; a demo's travels with it."""
        return int(clock.now().timestamp())

    def find(self, kind: str, number: str) -> Entity:
        """An entity that must be there. Raises Problem."""
        found = self.store.get(kind, number)
        if found is None:
            raise Problem("The id provided does not exist")
        return found

    def tell(self, name: str, **parts: Entity) -> None:
        """Put a webhook into the outgoing post, once, twice or never, as it is told to behave."""
        behaviour = behaviour_of(self.store)
        number = self.store.run("SELECT COALESCE(MAX(number), 0) + 1 FROM webhook")[0][0]
        if happens(behaviour, "drop", number):
            return
        due = time.time() + behaviour.delay + (LATE if happens(behaviour, "reorder", number) else 0)
        body = json.dumps(shapes.event(name, parts, at=self.now()), separators=(",", ":"))
        event_id = self.store.new_id("evt", table="webhook")
        for _copy in range(2 if happens(behaviour, "duplicate", number) else 1):
            self.store.run(
                "INSERT INTO webhook (event_id, body, due, made) VALUES (?, ?, ?, ?)",
                *(event_id, body, due, time.time()),
            )

    def later(self, what: str, number: str) -> None:
        """Remember to settle something, after the time settling takes."""
        due = time.time() + behaviour_of(self.store).settle
        self.store.run("INSERT INTO job (due, what, id) VALUES (?, ?, ?)", due, what, number)


def amount_of(ask: Entity, least: int = 100) -> int:
    """The amount asked for, in paise. Raises Problem."""
    amount: Any = ask.get("amount")
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise Problem("The amount must be an integer.", field="amount")
    if amount < least:
        raise Problem(f"Order amount less than minimum amount allowed ({least} paise).", field="amount")
    if ask.get("currency", "INR") != "INR":
        raise Problem("Currency is not supported", field="currency")
    return amount
