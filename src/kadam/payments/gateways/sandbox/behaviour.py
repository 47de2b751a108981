"""How badly the stand-in behaves: shares of 0 to 1, decided by a seed so that a run repeats itself."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, fields
from typing import Any

from kadam.payments.gateways.sandbox.store import Store


@dataclass(frozen=True)
class Behaviour:
    """Set by `PUT /sandbox/behaviour`; the defaults behave well."""

    duplicate: float = 0.0  # share of webhooks sent twice
    reorder: float = 0.0  # share of webhooks sent after later ones
    drop: float = 0.0  # share of webhooks never sent
    delay: float = 0.0  # seconds before any webhook is sent
    settle: float = 0.0  # seconds until a transfer or a refund is done
    slow: float = 0.0  # seconds before any answer
    fail: float = 0.0  # share of requests answered with an error, nothing done
    lose: float = 0.0  # share of requests done, and answered with an error all the same
    seed: int = 1


DEMO = Behaviour(duplicate=0.15, reorder=0.15, settle=1.0)  # what `kadam sandbox` starts with
LATE = 1.5  # seconds by which a reordered webhook is late


def behaviour_of(store: Store) -> Behaviour:
    """How this store's provider behaves now."""
    known = {field.name for field in fields(Behaviour)}
    return Behaviour(
        **{name: value for name, value in store.setting("behaviour", {}).items() if name in known}
    )


def behave(store: Store, changes: dict[str, Any]) -> Behaviour:
    """Change how it behaves; unknown names and values that are no numbers raise ValueError."""
    now = asdict(behaviour_of(store))
    if unknown := set(changes) - set(now):
        raise ValueError(f"unknown behaviour: {', '.join(sorted(unknown))}")
    if not all(isinstance(value, int | float) and value >= 0 for value in changes.values()):
        raise ValueError("a behaviour is a number, 0 or more")
    store.set("behaviour", {**now, **changes})
    return behaviour_of(store)


def happens(behaviour: Behaviour, what: str, number: int) -> bool:
    """Whether the misbehaviour `what` hits the thing of that number."""
    digest = hashlib.sha256(f"{behaviour.seed}:{what}:{number}".encode()).digest()
    return int.from_bytes(digest[:8]) / 2**64 < float(getattr(behaviour, what))
