"""What `bin/test` runs: checks of the code, then the tests on both databases, then the browser's journeys.

bin/test                  everything (the only run that counts)
bin/test --fast           the checks and the tests on SQLite
bin/test ARGUMENTS        the tests alone, on both databases, with these arguments of pytest
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tests.support import chromium, postgres
from tests.support.paths import ROOT

LOGS = ROOT / ".kadam" / "test"
TOOLS = Path(sys.executable).parent
LONGEST = 20 * 60  # seconds after which a stage counts as hanging
JOURNEYS = "tests/journeys"
PACKAGES = {"chromium": ("chromium",), "PostgreSQL": ("postgresql",)}


@dataclass(frozen=True)
class Stage:
    """One thing to run. With `missing` it is not run, and that sentence says why."""

    name: str
    command: tuple[str, ...]
    database: str = ""
    missing: str = ""


@dataclass
class Counts:
    """Tests by result, and why the skipped ones were."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, other: Counts) -> None:
        """Count the other's tests too."""
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        self.reasons += other.reasons

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def checks() -> list[Stage]:
    """The stages that read the code without running it."""
    return [
        Stage("ruff check", tool("ruff", "check", "--quiet", ".")),
        Stage("ruff format", tool("ruff", "format", "--check", "--quiet", ".")),
        Stage("types", tool("mypy")),
        Stage("templates", tool("djlint", "src", "--lint", "--quiet")),
        Stage("imports", tool("lint-imports")),
        Stage("dependencies", tool("deptry", "src")),
        Stage("migrations", tool("kadam", "makemigrations", "--check", "--dry-run")),
    ]


def tests(arguments: Sequence[str], seed: int, *, fast: bool) -> list[Stage]:
    """The stages that run the product."""
    chosen = list(arguments) or ["tests", f"--ignore={JOURNEYS}"]
    workers = [] if arguments else ["-n", "2"]
    stages = [pytest("tests on SQLite", "sqlite", seed, [*chosen, *workers])]
    if fast:
        return stages
    stages.append(pytest("tests on PostgreSQL", "postgres", seed, [*chosen, *workers]))
    if not arguments and (ROOT / JOURNEYS).is_dir():
        stages.append(pytest("journeys on SQLite", "sqlite", seed, [JOURNEYS], browser=True))
        stages.append(pytest("journeys on PostgreSQL", "postgres", seed, [JOURNEYS], browser=True))
    return stages


def pytest(name: str, database: str, seed: int, arguments: list[str], *, browser: bool = False) -> Stage:
    """A run of pytest on one database."""
    lacking = [
        what for what, lacks in (("chromium", browser), ("PostgreSQL", database == "postgres")) if lacks
    ]
    missing = "; ".join(reason for what in lacking if (reason := why_missing(what)))
    report = f"--junitxml={LOGS / name.replace(' ', '-')}.xml"
    command = (sys.executable, "-m", "pytest", "-q", f"--randomly-seed={seed}", report, *arguments)
    return Stage(name, command, database, missing)


def tool(name: str, *arguments: str) -> tuple[str, ...]:
    """The command of a tool of our environment."""
    return (str(TOOLS / name), *arguments)


def is_here(what: str) -> bool:
    """Whether the program is on this machine."""
    return chromium.executable() is not None if what == "chromium" else postgres.binaries() is not None


def why_missing(what: str) -> str:
    """Why the stages that need this program cannot run; empty when they can."""
    if is_here(what):
        return ""
    packages = " ".join(PACKAGES[what])
    why = "could not be installed" if os.geteuid() == 0 else "only root can install it"
    return f"{what} is not on this machine and {why} (apt-get install {packages})"


def install_missing() -> None:
    """As root on Debian, install the browser and PostgreSQL where they are missing. Failure is told by the stages."""
    missing = [what for what in PACKAGES if not is_here(what)]
    if not missing or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    print(f"  · installing {' and '.join(missing)} (apt-get)", flush=True)
    packages = [package for what in missing for package in PACKAGES[what]]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    with (LOGS / "apt-get.log").open("wb") as log:
        for command in (["apt-get", "update", "-q"], install):
            subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False)


def run(stage: Stage, environment: dict[str, str]) -> tuple[bool, Counts]:
    """Run one stage, print its line (and all it said, if it failed), and return whether it is well, and its tests."""
    if stage.missing:
        print(f"  {stage.name:<24} SKIPPED  {stage.missing}", flush=True)
        return True, Counts(skipped=1, reasons=Counter([f"{stage.name}: {stage.missing}"]))
    started = time.monotonic()
    log = LOGS / f"{stage.name.replace(' ', '-')}.log"
    status = run_into(log, stage, environment)
    counts = counts_of(stage)
    well = status == 0
    if not well and not counts.failed:
        counts.failed += 1
    result = str(counts) if stage.database else ""
    print(
        f"  {stage.name:<24} {'ok' if well else 'FAILED':<8} {time.monotonic() - started:6.1f} s  {result}".rstrip(),
        flush=True,
    )
    if not well:
        print(log.read_text(errors="replace"), flush=True)
    return well, counts


def run_into(log: Path, stage: Stage, environment: dict[str, str]) -> int:
    """The exit status of the stage's command; what it says goes into the log."""
    with log.open("w") as out:
        process = subprocess.Popen(
            stage.command,
            cwd=ROOT,
            env={**environment, "KADAM_TEST_DB": stage.database},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            return process.wait(LONGEST)
        except subprocess.TimeoutExpired:
            process.terminate()
            process.wait(30)
            out.write(f"\nStopped: it did not end in {LONGEST // 60} minutes.\n")
            return 1
        except KeyboardInterrupt:
            process.wait()
            raise


def counts_of(stage: Stage) -> Counts:
    """The tests of a stage, from the report it wrote; a check of the code has none."""
    report = next((part.partition("=")[2] for part in stage.command if part.startswith("--junitxml=")), "")
    if not report or not Path(report).exists():
        return Counts()
    suites = list(ElementTree.parse(report).iter("testsuite"))
    total, failed, skipped = (
        sum(int(suite.get(name, 0)) for suite in suites for name in names)
        for names in (("tests",), ("failures", "errors"), ("skipped",))
    )
    reasons = Counter(skip.get("message", "") for suite in suites for skip in suite.iter("skipped"))
    return Counts(total - failed - skipped, failed, skipped, reasons)


def main(arguments: list[str]) -> int:
    """Run the stages and return the exit status. The last line counts all tests, and each failed check as one."""
    if arguments in (["-h"], ["--help"]):
        print(__doc__.strip())
        return 0
    fast = arguments == ["--fast"]
    chosen = [] if fast else arguments
    seed = int(os.environ.get("KADAM_TEST_SEED") or random.randrange(10**6))
    shutil.rmtree(LOGS, ignore_errors=True)
    LOGS.mkdir(parents=True)
    print(f"Kadam · testing (repeat this order with KADAM_TEST_SEED={seed})", flush=True)
    if not fast:
        install_missing()
    stages = [*([] if chosen else checks()), *tests(chosen, seed, fast=fast)]
    started, total, failed = time.monotonic(), Counts(), []
    with tempfile.TemporaryDirectory(prefix="kadam-checks-") as folder:
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("KADAM_") or name.startswith("KADAM_TEST_")
        }
        environment |= {"KADAM_MODE": "test", "KADAM_DATA_DIR": folder}
        for stage in stages:
            well, counts = run(stage, environment)
            total.add(counts)
            failed += [] if well else [stage.name]
    summarise(total, failed, time.monotonic() - started)
    return 1 if failed else 0


def summarise(total: Counts, failed: list[str], seconds: float) -> None:
    """Say what was skipped and why, what failed, and the count of all tests as the last line."""
    for reason, times in sorted(total.reasons.items()):
        print(f"  skipped {times} × {reason}")
    print(f"  {'FAILED: ' + ', '.join(failed) if failed else 'all is well'} after {seconds / 60:.1f} min")
    print(total, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
