"""The process tree of `kadam serve`, with small stand-ins for the programs."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kadam.config import supervisor

RUN = """
import json, sys
from kadam.config.supervisor import Plan, Program, Supervisor
given = json.load(sys.stdin)
import os
programs = tuple(Program(name, tuple(command), name == "sandbox") for name, command in given["programs"])
address = f"http://127.0.0.1:{given['port']}"
sys.exit(Supervisor(Plan(programs, dict(os.environ), "127.0.0.1", given["port"], address)).run())
"""
NOTE_PID = "import os, pathlib, sys; pathlib.Path(sys.argv[1]).open('a').write(f'{os.getpid()}\\n'); "
WAIT = NOTE_PID + "import signal; signal.pause()"
DIE = "raise SystemExit(3)"
WITH_OFFSPRING = NOTE_PID + (
    "import subprocess, signal; "
    "child = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()']); "
    "pathlib.Path(sys.argv[1]).open('a').write(f'{child.pid}\\n'); signal.pause()"
)
PAGES = NOTE_PID + (
    "from http.server import *; "
    "H = type('H', (BaseHTTPRequestHandler,), {'log_message': lambda *_: None, "
    "'do_GET': lambda self: (pathlib.Path(sys.argv[3] + '-asked').open('a').write('x'), "
    "self.send_response(int(pathlib.Path(sys.argv[3]).read_text())), self.end_headers())}); "
    "ThreadingHTTPServer(('127.0.0.1', int(sys.argv[2])), H).serve_forever()"
)


def eventually[T](look: Callable[[], T], seconds: float = 30) -> T:
    """What `look` gives once it is true; fails when it never is."""
    until = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)
    return found


def alive(pid: int) -> bool:
    """Whether the process runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


class Tree:
    """A supervisor under test, the pids its programs noted, and what it said."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, supervisor.free_port("127.0.0.1")
        self.status = folder / "status"
        self.status.write_text("200")
        self.said = folder / "said"
        self.process: subprocess.Popen[str] | None = None

    def start(self, **programs: str) -> subprocess.Popen[str]:
        """Start the supervisor with these programs, each a text of Python."""
        commands = [
            (name, [sys.executable, "-c", code, str(self.folder / name), str(self.port), str(self.status)])
            for name, code in programs.items()
        ]
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-c", RUN], stdin=subprocess.PIPE, stderr=said, text=True
            )
        assert self.process.stdin is not None
        with self.process.stdin as stdin:
            json.dump({"programs": commands, "port": self.port}, stdin)
        return self.process

    def pids(self, name: str) -> list[int]:
        """The pids noted by the program of that name, oldest first."""
        path = self.folder / name
        return [int(line) for line in path.read_text().splitlines()] if path.exists() else []

    def times_asked(self) -> int:
        """How often /healthz was asked for."""
        path = self.folder / "status-asked"
        return len(path.read_text()) if path.exists() else 0

    def words(self) -> str:
        """All it has said."""
        return self.said.read_text()

    def end(self) -> None:
        """Kill whatever a failed test left."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        for path in self.folder.iterdir():
            for pid in self.pids(path.name) if path.name in {"pages", "worker", "sandbox"} else []:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)


@pytest.fixture
def tree(tmp_path: Path) -> Iterator[Tree]:
    it = Tree(tmp_path)
    yield it
    it.end()


def test_the_address_is_said_once_healthz_is_good(tree):
    tree.status.write_text("503")
    tree.start(pages=PAGES, worker=WAIT)
    eventually(lambda: tree.times_asked() >= 3)
    assert "ready" not in tree.words()
    tree.status.write_text("200")
    eventually(lambda: "ready" in tree.words())
    assert tree.words().rstrip().endswith(f"http://127.0.0.1:{tree.port}")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_takes_everything_down(tree, number):
    process = tree.start(pages=PAGES, worker=WITH_OFFSPRING)
    eventually(lambda: "ready" in tree.words() and len(tree.pids("worker")) == 2)
    process.send_signal(number)
    assert process.wait(30) == 0
    assert not any(alive(pid) for pid in tree.pids("pages") + tree.pids("worker"))


def test_a_killed_supervisor_leaves_no_program(tree):
    process = tree.start(pages=PAGES, worker=WAIT)
    eventually(lambda: "ready" in tree.words() and tree.pids("worker"))
    process.kill()
    process.wait()
    eventually(lambda: not any(alive(pid) for pid in tree.pids("pages") + tree.pids("worker")))


def test_a_dead_program_is_started_again_without_its_offspring(tree):
    tree.start(pages=PAGES, worker=WITH_OFFSPRING)
    eventually(lambda: "ready" in tree.words() and len(tree.pids("worker")) == 2)
    first, offspring = tree.pids("worker")
    os.kill(first, signal.SIGKILL)
    eventually(lambda: len(tree.pids("worker")) == 4)
    assert not alive(offspring)
    assert alive(tree.pids("worker")[2])
    assert "the worker program stopped" in tree.words()


def test_a_program_for_later_starts_once_the_pages_answer(tree):
    tree.status.write_text("503")
    tree.start(pages=PAGES, sandbox=WAIT)
    eventually(lambda: tree.times_asked() >= 2)
    assert not tree.pids("sandbox")
    tree.status.write_text("200")
    eventually(lambda: tree.pids("sandbox"))


def test_programs_that_never_work_end_the_attempt(tree):
    process = tree.start(pages=WAIT, worker=DIE)
    assert process.wait(30) == 1
    assert "the worker program stopped 3 times" in tree.words()
    assert not any(alive(pid) for pid in tree.pids("pages"))


def test_a_taken_port_is_named(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert supervisor.main(["--port", str(port)]) == 1
    said = capsys.readouterr().err
    assert f"port {port} is already in use" in said
    assert "--port" in said


@pytest.mark.parametrize("value", ["", "0", "65536", "http", "-1"])
def test_a_port_must_be_a_port(value):
    with pytest.raises(supervisor.CannotServe, match="from 1 to 65535"):
        supervisor.read_port(value)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"KADAM_MODE": "demo"}, ["pages", "worker", "sandbox"]),
        ({"KADAM_MODE": "production"}, ["pages", "worker"]),
        ({}, ["pages", "worker"]),
        ({"KADAM_PAYMENT_RAIL": "sandbox"}, ["pages", "worker", "sandbox"]),
        ({"KADAM_MODE": "demo", "KADAM_PAYMENT_RAIL": "razorpay"}, ["pages", "worker"]),
    ],
)
def test_the_sandbox_runs_with_its_rail_only(given, expected):
    assert [program.name for program in supervisor.plan_from(given, None).programs] == expected


def test_the_sandbox_is_told_where_it_is():
    plan = supervisor.plan_from({"KADAM_MODE": "demo", "KADAM_SANDBOX_PORT": "8765"}, "8111")
    assert plan.environment["KADAM_RAZORPAY_BASE_URL"] == "http://127.0.0.1:8765"
    assert plan.base_url == "http://127.0.0.1:8111"


@pytest.mark.parametrize(("deaths", "seconds"), [(0, 0), (1, 0.5), (2, 1), (3, 2), (7, 30), (50, 30)])
def test_the_wait_before_a_start_doubles_up_to_half_a_minute(deaths, seconds):
    assert supervisor.Child(supervisor.Program("x", ()), deaths=deaths).delay == seconds
