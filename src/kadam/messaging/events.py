"""What can happen in a thread."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MessageSent:
    """A message stands in the thread."""

    subject: str  # the thread's own subject: "engagement:CODE"
    thread: str
    message: str
