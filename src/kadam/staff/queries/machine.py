"""How the background stands: deliveries, worker, scheduler."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kadam.journal import queries as journal
from kadam.journal.queries import QueueHealth

NEEDED = ("worker", "scheduler")


@dataclass(frozen=True)
class Sign:
    """The last sign of life of one process; `at` is None when it never gave any."""

    name: str
    at: datetime | None
    alive: bool


@dataclass(frozen=True)
class Machine:
    """Deliveries and processes."""

    health: QueueHealth
    signs: Sequence[Sign]

    @property
    def is_well(self) -> bool:
        """Everything runs, nothing is late or given up."""
        return not self.health.late and not self.health.dead and all(sign.alive for sign in self.signs)


def machine(*, now: datetime, real_now: datetime) -> Machine:
    """Deliveries by the instance's clock, signs of life by the real one. Two queries."""
    seen = {pulse.name: pulse.at for pulse in journal.pulses()}
    signs = [Sign(name, seen.get(name), _is_alive(seen.get(name), real_now)) for name in NEEDED]
    return Machine(journal.queue_health(now=now), signs)


def _is_alive(at: datetime | None, real_now: datetime) -> bool:
    return at is not None and at >= real_now - journal.ALIVE
