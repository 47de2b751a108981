"""Whose turn it is: the one sentence that every page with a clock begins with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Turn:
    """Who acts next, until when, and what happens to the person and the money then."""

    whose: str
    text: str
    until: datetime | None = None
    tone: str = "marigold"
