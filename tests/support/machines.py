"""Stateful tests on the real database: each example of hypothesis begins with the same rows and leaves none."""

from __future__ import annotations

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test


class DatabaseMachine(RuleBasedStateMachine):
    """A state machine whose example runs in a transaction of its own, rolled back at the end."""

    def __init__(self) -> None:
        super().__init__()
        self._example = transaction.atomic()
        self._example.__enter__()

    def finish(self) -> None:
        """What must hold at the end of every example."""

    def teardown(self) -> None:
        """Check the end, then forget the example."""
        try:
            self.finish()
        finally:
            transaction.set_rollback(True)
            self._example.__exit__(None, None, None)


def play(machine: type[DatabaseMachine], *, examples: int, steps: int) -> None:
    """Play so many stories of so many steps."""
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=chosen)
