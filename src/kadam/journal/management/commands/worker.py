"""`kadam worker`."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from kadam.journal.worker import run_scheduler, run_worker


class Command(BaseCommand):
    """Runs the background of an instance until told to stop."""

    requires_system_checks: list[str] = []  # the pages run them; a start should not wait for them twice
    help = "Run the background: deliver what happened, and run the market's clocks."

    def handle(self, *args: Any, **options: Any) -> None:
        """Two threads, stopped by SIGTERM or SIGINT."""
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        threads = [
            threading.Thread(target=run, args=(stop,), name=run.__name__)
            for run in (run_worker, run_scheduler)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
