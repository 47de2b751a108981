"""The clock of a demo moves forward, for every process at once."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from kadam.kit import clock


@pytest.fixture
def travelling(settings, tmp_path: Path) -> Path:
    settings.KADAM_CLOCK_FILE = tmp_path / "clock"
    return settings.KADAM_CLOCK_FILE


def test_travelling_moves_the_present(travelling: Path):
    before = clock.now()
    clock.travel(timedelta(days=3))
    clock.travel(timedelta(hours=1))
    assert timedelta(days=3, hours=1) <= clock.now() - before < timedelta(days=3, hours=1, minutes=5)


def test_another_process_sees_it(travelling: Path):
    clock.travel(timedelta(days=400))
    code = (
        "import pathlib; from django.conf import settings;"
        f"settings.configure(KADAM_CLOCK_FILE=pathlib.Path({str(travelling)!r}), USE_TZ=True);"
        "from kadam.kit import clock; print(clock.now().isoformat())"
    )
    seen = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()
    assert seen[:10] == clock.now().isoformat()[:10]


def test_time_never_runs_backwards(travelling: Path):
    with pytest.raises(ValueError, match="forward"):
        clock.travel(timedelta(days=-1))


def test_a_real_clock_does_not_travel(settings):
    settings.KADAM_CLOCK_FILE = None
    with pytest.raises(ValueError, match="demo"):
        clock.travel(timedelta(days=1))
