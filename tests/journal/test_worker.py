"""The background loops keep going, whatever a clock does."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from kadam.journal import registry, worker
from kadam.journal.registry import Clock


def _fail(now: datetime) -> None:
    raise ValueError("a clock stumbled")


def test_a_failing_clock_does_not_stop_the_others(monkeypatch, caplog):
    ran: list[datetime] = []
    clocks = {
        "a": Clock("a", timedelta(minutes=1), _fail),
        "b": Clock("b", timedelta(minutes=1), ran.append),
    }
    monkeypatch.setattr(registry, "_clocks", clocks)
    worker.run_due_clocks({})
    assert len(ran) == 1
    assert "a clock stumbled" in caplog.text


def test_a_clock_runs_once_a_turn(monkeypatch):
    ran: list[datetime] = []
    monkeypatch.setattr(registry, "_clocks", {"b": Clock("b", timedelta(minutes=1), ran.append)})
    due: dict[str, datetime] = {}
    worker.run_due_clocks(due)
    worker.run_due_clocks(due)
    assert len(ran) == 1
    due["b"] = timezone.now() - timedelta(seconds=1)
    worker.run_due_clocks(due)
    assert len(ran) == 2


@pytest.mark.django_db
def test_both_loops_stop_when_told(monkeypatch):
    monkeypatch.setattr(registry, "_clocks", {})
    stop = threading.Event()
    stop.set()
    worker.run_worker(stop)
    worker.run_scheduler(stop)
