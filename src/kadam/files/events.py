"""What can happen to a file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FileStored:
    """A file arrived in quarantine."""

    subject: str  # "file:CODE"


@dataclass(frozen=True)
class FileRefused:
    """A file was found wrong after it arrived, and removed."""

    subject: str
    reason: str
