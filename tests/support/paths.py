"""Where things lie: the checkout, and the folder of reference material that may lie beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "kadam"


def shared(relative: str) -> Path:
    """A file of the reference folder (`KADAM_TEST_SHARED`, else ../shared); skips the test, saying so, without it."""
    folder = Path(os.environ.get("KADAM_TEST_SHARED") or ROOT.parent / "shared")
    path = folder / relative
    if not path.exists():
        pytest.skip(
            f"reference material {relative} is not on this machine (name its folder in KADAM_TEST_SHARED)"
        )
    return path
