"""`kill -9` at the worst moments: between the provider's answer and our commit, and around every commit.

Afterwards nothing needs a hand: the next run goes on, each effect has happened once, and our books equal the
provider's own record to the paisa.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.support.paths import ROOT

MOMENTS = (3, 8, 12, 16, 6, 21, 10, 27, 14, 18, 5, 24)  # of about forty in a story
STORY = Path(__file__).with_name("crash_story.py")


@pytest.fixture
def instance(tmp_path, django_db_setup, django_db_blocker) -> Iterator[dict[str, str]]:
    """The environment of an instance of its own, on the database the tests run on."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KADAM_")}
    environment |= {
        "KADAM_MODE": "demo",
        "KADAM_DATA_DIR": str(tmp_path),
        "KADAM_PAYMENT_RAIL": "inprocess",
        "KADAM_SECRET_KEY": "only for tests " * 4,
        "KADAM_LOG_LEVEL": "CRITICAL",
        "DJANGO_SETTINGS_MODULE": "kadam.config.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
    }
    if connection.vendor == "sqlite":
        yield environment
        return
    name = f"crash_{uuid.uuid4().hex[:12]}"
    host = settings.DATABASES["default"]["OPTIONS"].get("host") or settings.DATABASES["default"]["HOST"]
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield {**environment, "KADAM_DATABASE_URL": f"postgresql://postgres@/{name}?host={host}"}
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_killed_at_any_moment_it_goes_on_and_every_effect_happens_once(instance):
    command = [sys.executable, str(STORY), *map(str, MOMENTS)]
    done = subprocess.run(command, env=instance, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert set(told["ends"]) == {0, -signal.SIGKILL}, done.stderr
    assert told["ends"].count(-signal.SIGKILL) >= len(MOMENTS) * 2 // 3
    assert (told["ends"][-1], told["unfinished"], told["problems"]) == (0, 0, [])
    stories = told["stories"]
    assert stories >= len(MOMENTS) // 3
    assert told["ours"] == {"held": stories * 100000, "outside": -stories * 100000} | dict.fromkeys(
        ("owed", "refundable"), 0
    )
    assert told["theirs"] == {
        "captured": stories * 600000,
        "refunded": stories * 200000,
        "refunds_processed": stories * 200000,
        "transferred": stories * 300000,
        "transfers_processed": stories * 300000,
        "reversed": 0,
    }
