"""The background: one loop that delivers the journal, one that runs the clocks.

Everything here may be killed at any moment: deliveries are leased rows, and each clock finds its work by state.
"""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta

from django.db import close_old_connections
from django.utils import timezone

from kadam.journal.actions import beat, deliver_due
from kadam.journal.registry import Clock, clocks
from kadam.kit.clock import now as present

log = logging.getLogger(__name__)

IDLE = 0.25  # seconds between two looks when nothing is due
BEAT = timedelta(seconds=5)


def run_worker(stop: threading.Event) -> None:
    """Deliver what is due until `stop` is set."""
    last_beat = datetime.min.replace(tzinfo=timezone.get_current_timezone())
    while not stop.is_set():
        try:
            if timezone.now() - last_beat > BEAT:
                last_beat = timezone.now()
                beat("worker", now=last_beat)
            if not deliver_due(now=present()):
                stop.wait(IDLE)
        except Exception:
            log.exception("The worker stumbled; it goes on.")
            close_old_connections()
            stop.wait(2)


def run_scheduler(stop: threading.Event) -> None:
    """Run each clock when its time has come, until `stop` is set."""
    due: dict[str, datetime] = {}
    while not stop.is_set():
        try:
            run_due_clocks(due)
            beat("scheduler", now=timezone.now())
        except Exception:
            log.exception("The scheduler stumbled; it goes on.")
            close_old_connections()
        stop.wait(1)


def run_due_clocks(due: dict[str, datetime]) -> None:
    """One look at all clocks; `due` remembers when each is next (in the instance's own time)."""
    for one in clocks():
        now = present()
        if due.get(one.name, now) <= now:
            due[one.name] = now + one.every
            run_clock(one, now)


def run_clock(one: Clock, now: datetime) -> None:
    """Run one clock; a failure is logged and tried again at its next turn."""
    try:
        one.run(now)
    except Exception:
        log.exception("The clock %s failed; it is tried again.", one.name)


def run_all_clocks(now: datetime) -> None:
    """Run every clock once at `now`: for tests and for the demo's loader."""
    for one in clocks():
        one.run(now)
