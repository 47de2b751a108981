"""Every address has a row in tests/access_matrix.toml, which says who may do what there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.support.paths import ROOT

MATRIX = ROOT / "tests" / "access_matrix.toml"


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every route of the instance, as written: "projects/<code>/publication/"."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from addresses(entry, route)


def rows() -> dict[str, object]:
    """The matrix: a table for each route."""
    if not MATRIX.exists():
        pytest.skip("tests/access_matrix.toml is not written yet")
    return tomllib.loads(MATRIX.read_text())


def test_every_address_has_a_row():
    assert sorted(set(addresses()) - rows().keys()) == []


def test_every_row_has_an_address():
    assert sorted(rows().keys() - set(addresses())) == []


def test_the_collector_sees_nested_addresses():
    assert any(route.startswith("account/") for route in addresses())
