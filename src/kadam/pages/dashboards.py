"""What waits for a person, under each hat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

BOARDS: dict[str, Callable[..., Any]] = {}
