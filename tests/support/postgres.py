"""A throw-away PostgreSQL: made in a temporary folder, reached by a Unix socket only, gone at exit."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.support.processes import die_with_parent

FAST = {  # nothing here has to survive a power cut
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "listen_addresses": "",
    "max_connections": "100",
    "timezone": "UTC",
}


class NoPostgres(Exception):
    """PostgreSQL is missing or would not start; the message says what to do."""


@dataclass(frozen=True)
class Cluster:
    """A running server, and the folder that holds all of it."""

    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Where Django finds it, as KADAM_DATABASE_URL."""
        return f"postgresql://postgres@/postgres?host={self.folder}"


def binaries() -> Path | None:
    """The folder with `initdb` and `postgres`, newest version first; None where PostgreSQL is not installed."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = shutil.which("initdb")
    candidates = [*reversed(versions), *([Path(found).resolve()] if found else [])]
    return next((path.parent for path in candidates if (path.parent / "postgres").exists()), None)


def account() -> str | None:
    """The account the server runs as: PostgreSQL refuses root, so then Debian's own; otherwise ours (None)."""
    return "postgres" if os.geteuid() == 0 else None


def start() -> Cluster:
    """Make and start a cluster, to be stopped at exit. Raises NoPostgres."""
    programs = binaries()
    if programs is None:
        raise NoPostgres("PostgreSQL is not installed. On Debian: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="kadam-pg-", dir="/tmp"))
    if owner := account():
        shutil.chown(folder, user=owner)
    _run(
        programs / "initdb",
        "-D",
        folder / "data",
        "-U",
        "postgres",
        "-A",
        "trust",
        "--no-sync",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    )
    cluster = Cluster(folder, _serve(programs, folder))
    atexit.register(stop, cluster)
    _wait_until_ready(cluster)
    return cluster


def stop(cluster: Cluster) -> None:
    """Stop the server at once and remove all it wrote."""
    cluster.process.send_signal(signal.SIGQUIT)
    cluster.process.wait(timeout=20)
    shutil.rmtree(cluster.folder, ignore_errors=True)


def _run(*command: str | Path) -> None:
    done = subprocess.run(
        [str(part) for part in command], user=account(), cwd="/", capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NoPostgres(f"{command[0]} failed: {done.stderr.strip()}")


def _serve(programs: Path, folder: Path) -> subprocess.Popen[bytes]:
    options = [part for name, value in FAST.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-k", folder, *options],
            user=account(),
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=die_with_parent(signal.SIGQUIT),
        )


def _wait_until_ready(cluster: Cluster, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    pidfile = cluster.folder / "data" / "postmaster.pid"
    while time.monotonic() < until and cluster.process.poll() is None:
        if pidfile.exists() and "ready" in pidfile.read_text():
            return
        time.sleep(0.02)
    raise NoPostgres(f"PostgreSQL did not start: {(cluster.folder / 'log').read_text().strip()}")
