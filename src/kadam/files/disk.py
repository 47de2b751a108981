"""Where the bytes of uploads lie: under their codes, outside the web root, first in quarantine."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Written:
    """A file as it was written: its length in bytes and its SHA-256 in hex."""

    size: int
    sha256: str


class TooLong(Exception):
    """More bytes came than were allowed; nothing is left on disk."""


def quarantine(code: str) -> Path:
    """Where a file waits to be checked."""
    return Path(settings.DATA_DIR) / "files" / "quarantine" / code


def clear(code: str) -> Path:
    """Where a checked file lies."""
    return Path(settings.DATA_DIR) / "files" / "clear" / code[:2] / code


def write(code: str, chunks: Iterable[bytes], *, limit: int) -> Written:
    """Stream `chunks` into quarantine, hashing on the way, and make sure that they are on disk. Raises TooLong."""
    path, digest, size = quarantine(code), hashlib.sha256(), 0
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise TooLong
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Written(size, digest.hexdigest())


def find(code: str) -> Path | None:
    """Where the bytes are: in quarantine, or already moved by a worker that then died; None when nowhere."""
    return next((path for path in (quarantine(code), clear(code)) if path.exists()), None)


def move_to_clear(code: str) -> None:
    """Out of quarantine. Does nothing when it was moved before."""
    target = clear(code)
    target.parent.mkdir(parents=True, exist_ok=True)
    if quarantine(code).exists():
        quarantine(code).replace(target)


def remove(code: str) -> None:
    """Delete the bytes, wherever they are."""
    quarantine(code).unlink(missing_ok=True)
    clear(code).unlink(missing_ok=True)


def fingerprint(path: Path) -> str:
    """The SHA-256 in hex of what lies there now."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def old_codes(before: datetime) -> Iterator[str]:
    """Codes of everything on disk last written before a moment."""
    root = Path(settings.DATA_DIR) / "files"
    for path in [*root.glob("quarantine/*"), *root.glob("clear/*/*")]:
        if path.stat().st_mtime < before.timestamp():
            yield path.name
