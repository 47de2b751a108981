"""A whole instance for a journey: `kadam serve` with its pages, worker, clocks and payment provider, on the test's
own database, so that the test can look into the books between two steps.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from django.db import connection

from kadam.config.supervisor import free_port
from tests.support.processes import die_with_parent

PATIENCE = 90.0  # seconds; what takes longer hangs
TROUBLE = re.compile(r"ERROR|CRITICAL|Traceback|WARNING (?!django\.request)|program stopped")


@dataclass(frozen=True)
class Instance:
    """A running instance, and where its programs write what goes wrong."""

    url: str
    sandbox_port: int
    log: Path

    def trouble(self) -> list[str]:
        """The lines of the log that tell of something wrong."""
        return [line for line in self.log.read_text(errors="replace").splitlines() if TROUBLE.search(line)]


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Instance]:
    """Start an instance on the database of this test and take it down after."""
    port, sandbox_port = free_port("127.0.0.1"), free_port("127.0.0.1")
    instance = Instance(f"http://127.0.0.1:{port}", sandbox_port, folder / "log")
    (folder / "static").mkdir(exist_ok=True)
    with instance.log.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "kadam.config.cli", "serve"],
            env=environment(folder, port, sandbox_port),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
    try:
        until(lambda: is_well(process, port, sandbox_port), f"the instance is well (see {instance.log})")
        yield instance
    finally:
        process.terminate()
        process.wait(30)


def is_well(process: subprocess.Popen[bytes], *ports: int) -> bool:
    """Whether its pages, worker and clocks, and the payment provider, all work. Fails when the instance is dead."""
    assert process.poll() is None, "the instance stopped; its log says why"
    return all(answers(port, "/healthz") for port in ports)


def environment(folder: Path, port: int, sandbox_port: int) -> dict[str, str]:
    """The environment of a test, with a payment provider over HTTP and the database of this very test."""
    return {
        **os.environ,
        "KADAM_DATA_DIR": str(folder),
        "KADAM_DATABASE_URL": database_url(),
        "KADAM_PORT": str(port),
        "KADAM_BASE_URL": f"http://127.0.0.1:{port}",
        "KADAM_PAYMENT_RAIL": "sandbox",
        "KADAM_SANDBOX_PORT": str(sandbox_port),
        "KADAM_THREADS": "2",
    }


def database_url() -> str:
    """The test's database, as an instance is told of one."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{quote(str(facts['NAME']))}"
    who = ":".join(quote(str(part), safe="") for part in (facts["USER"], facts["PASSWORD"]) if part)
    port = f":{facts['PORT']}" if facts["PORT"] else ""
    host = str(facts["HOST"])
    if host.startswith("/"):
        return f"postgresql://{who}@{port}/{facts['NAME']}?{urlencode({'host': host})}"
    return f"postgresql://{who}@{host}{port}/{facts['NAME']}"


def answers(port: int, path: str) -> bool:
    """Whether that address answers with 200."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", path)
        answer = line.getresponse()
        answer.read()  # to the end: hanging up in the middle is impolite
        return answer.status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def until(true: Callable[[], object], what: str) -> None:
    """Wait until it is so; fails, saying what was waited for, after PATIENCE."""
    end, waiting = time.monotonic() + PATIENCE, threading.Event()
    while not true():
        assert time.monotonic() < end, f"waited {PATIENCE:.0f} s, and still not: {what}"
        waiting.wait(0.1)
