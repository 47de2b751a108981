"""Reads settings from the environment, and nowhere else. Each is documented in docs/settings.md."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

MODES = ("production", "demo", "development", "test")


class Misconfigured(Exception):
    """A setting is missing or unreadable; the message says which one, and what to set it to."""


def text(name: str, default: str = "") -> str:
    """The setting `KADAM_<name>`, stripped."""
    return os.environ.get(f"KADAM_{name}", default).strip()


def flag(name: str, default: bool) -> bool:
    """A yes/no setting. Raises Misconfigured for anything else."""
    value = text(name, "yes" if default else "no").lower()
    if value not in {"yes", "no", "true", "false", "1", "0"}:
        raise Misconfigured(f"KADAM_{name} must be yes or no, not {value!r}.")
    return value in {"yes", "true", "1"}


def number(name: str, default: int) -> int:
    """A whole-number setting. Raises Misconfigured for anything else."""
    value = text(name, str(default))
    if not value.isdigit():
        raise Misconfigured(f"KADAM_{name} must be a whole number, not {value!r}.")
    return int(value)


def several(name: str, default: str = "") -> list[str]:
    """A comma-separated setting."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def mode() -> str:
    """What kind of instance this is. Raises Misconfigured for an unknown one."""
    value = text("MODE", "production")
    if value not in MODES:
        raise Misconfigured(f"KADAM_MODE must be one of {', '.join(MODES)}, not {value!r}.")
    return value


def rules() -> dict[str, str]:
    """Market rules the operator has changed: `KADAM_RULE_INTAKE_DAYS=10` gives {"intake_days": "10"}."""
    prefix = "KADAM_RULE_"
    return {
        name.removeprefix(prefix).lower(): value
        for name, value in os.environ.items()
        if name.startswith(prefix)
    }


def database(url: str, data: Path) -> dict[str, object]:
    """Django's settings for `postgresql://user:pass@host:port/name?…` or, when empty, SQLite in `data`."""
    if not url:
        return _sqlite(data / "kadam.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise Misconfigured("KADAM_DATABASE_URL must start with postgresql:// or sqlite://.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": parts.port or "",
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # IMMEDIATE: no transaction fails half-way for a lock. FULL: acknowledged money survives a power cut.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000",
        },
    }
