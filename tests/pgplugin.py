"""Chooses the database before Django reads its settings (pytest loads this first, by `-p tests.pgplugin`).

`KADAM_TEST_DB=postgres` starts a throw-away PostgreSQL, shared by the workers of xdist; otherwise SQLite in a
temporary folder. All other KADAM_ settings of the shell are dropped, so that a test runs the same everywhere.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, cast

import pytest

from tests.support import postgres

KEPT = "KADAM_TEST_"


def choose_environment() -> None:
    """Set the environment that the settings are read from. Workers of xdist find it set and keep it."""
    if "KADAM_TEST_FOLDER" in os.environ and "PYTEST_XDIST_WORKER" in os.environ:
        return
    for name in [name for name in os.environ if name.startswith("KADAM_") and not name.startswith(KEPT)]:
        del os.environ[name]
    folder = tempfile.mkdtemp(prefix="kadam-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    Path(folder, "static").mkdir()  # where an instance collects its static files; the server warns without it
    os.environ.update(
        KADAM_MODE="test",
        KADAM_DATA_DIR=folder,
        KADAM_TEST_FOLDER=folder,
        KADAM_SECRET_KEY="only for tests " * 4,
    )
    if wanted_database() == "postgres":
        os.environ["KADAM_DATABASE_URL"] = os.environ.get("KADAM_TEST_DATABASE_URL") or postgres.start().url


def wanted_database() -> str:
    """`sqlite` or `postgres`. Raises UsageError for anything else."""
    name = os.environ.get("KADAM_TEST_DB") or "sqlite"
    if name not in {"sqlite", "postgres"}:
        raise pytest.UsageError(f"KADAM_TEST_DB must be sqlite or postgres, not {name!r}")
    return name


def pytest_report_header() -> str:
    """The database, at the top of the report."""
    return f"database: {wanted_database()}"


def pytest_configure() -> None:
    """Keep SQLite's test database in a file, as in real use: threads and the live server share it safely."""
    from django.conf import settings

    if wanted_database() == "sqlite":
        name = Path(os.environ["KADAM_TEST_FOLDER"]) / "test.sqlite3"
        default = cast("dict[str, Any]", settings.DATABASES["default"])
        default.setdefault("TEST", {})["NAME"] = str(name)


try:
    choose_environment()
except postgres.NoPostgres as missing:
    raise pytest.UsageError(str(missing)) from missing
