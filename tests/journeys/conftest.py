"""A running instance for each journey."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.instance import Instance, running
from tests.journeys.tour import Album
from tests.support.skills_builders import load_all


@pytest.fixture
def instance(browser: Any, transactional_db: None, tmp_path: Path) -> Iterator[Instance]:
    """`kadam serve` on this test's database, with the taxonomy as it ships; its log tells of no trouble in the end."""
    load_all()
    with running(tmp_path) as instance:
        yield instance
        assert instance.trouble() == []


@pytest.fixture
def album() -> Album:
    """Where pictures go."""
    return Album()
