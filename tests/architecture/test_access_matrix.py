"""Every address has a row in tests/access_matrix.toml, which says what each of eleven people is answered there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache as remembered
from django.db import transaction
from django.shortcuts import get_object_or_404, resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from kadam.applications import queries as applications
from kadam.applications.models import Application
from tests.support.market import ACTORS, Market, make_market
from tests.support.paths import ROOT

pytestmark = pytest.mark.django_db
MATRIX = ROOT / "tests" / "access_matrix.toml"
METHODS = ("GET", "POST")
PART = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Row:
    """One row of the matrix: an address, what its parts stand for, and the answers."""

    route: str
    of: str = ""  # tells rows of one address apart
    path: str = ""  # written out, where the route is a regular expression
    parts: Mapping[str, str] = field(
        default_factory=dict
    )  # part of the address -> name of a thing of the market
    query: str = ""
    send: str | Mapping[str, Any] = (
        "nothing"  # what is posted: the name of a form of the market, or its fields
    )
    GET: str = ""
    POST: str = ""

    def expected(self, method: str) -> list[str]:
        """The answer to each actor. One word is for all; two are for who is not signed in, and for who is.

        A method the row does not name is not allowed, which some doors say only to those who came in.
        """
        words = (self.GET if method == "GET" else self.POST).split()
        if not words:
            return ["405"] * len(ACTORS)
        if len(words) <= 2:
            return [words[0], *[words[-1]] * (len(ACTORS) - 1)]
        return words

    def address(self, market: Market) -> str:
        """The address itself."""
        path = self.path or PART.sub(lambda part: market.things[self.parts[part.group(1)]], self.route)
        return f"/{path}?{self.query}" if self.query else f"/{path}"

    def sent(self, market: Market) -> dict[str, Any]:
        """What is posted; a value "@thing" is that thing of the market."""
        if isinstance(self.send, str):
            return market.forms[self.send]()
        return {
            name: market.things[value[1:]] if str(value).startswith("@") else value
            for name, value in self.send.items()
        }


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every route of the instance, as written: "projects/<code>/publication/"."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from addresses(entry, route)


@cache
def rows() -> list[Row]:
    """The matrix."""
    tables = tomllib.loads(MATRIX.read_text())
    return [
        Row(route, **row)
        for route, found in tables.items()
        for row in (found if isinstance(found, list) else [found])
    ]


def door(row: Row) -> str:
    """The first word of the address: rows are asked in groups of one door."""
    return row.route.partition("/")[0]


@pytest.fixture(scope="module")
def market(django_db_setup, django_db_blocker) -> Iterator[Market]:
    """One market for all rows, gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_market()
        transaction.set_rollback(True)


def ask(client: Client, market: Market, row: Row, method: str, actor: str) -> str:
    """The answer in one word: its status, or "login" for being sent to sign in. Whatever it changed is undone."""
    client.cookies = SimpleCookie(dict(market.cookies[actor]))
    remembered.clear()  # how often somebody tried
    before = transaction.savepoint_create()
    address = row.address(market)
    response: Any = client.get(address) if method == "GET" else client.post(address, row.sent(market))
    if response.streaming:
        b"".join(response.streaming_content)
    transaction.savepoint_rollback(before)
    leads_to = response.headers.get("Location", "")
    to_sign_in = response.status_code == 302 and leads_to.startswith(resolve_url(settings.LOGIN_URL))
    return "login" if to_sign_in else str(response.status_code)


def fits(said: str, expected: str, row: Row, method: str) -> bool:
    """Whether the answer is the one expected; a door in front of a method that is not allowed may speak first."""
    if not getattr(row, method) and said in {"login", "404"}:
        return True
    return said == expected


def actors_for(row: Row, method: str) -> Iterable[tuple[str, str]]:
    """Who is asked, with the answer expected; a method that nobody may use is asked of one on each side of the door."""
    asked = zip(ACTORS, row.expected(method), strict=True)
    return (
        asked if getattr(row, method) else [one for one in asked if one[0] in {"anonymous", "owner", "staff"}]
    )


def differences(market: Market, asked: Sequence[Row]) -> list[str]:
    """A line for each answer that is not the matrix's."""
    client = Client(raise_request_exception=False)
    return [
        f'{method} {row.route} {row.of}: "{actor}" is answered {said}, not {expected}'
        for row in asked
        for method in METHODS
        for actor, expected in actors_for(row, method)
        if not fits(said := ask(client, market, row, method, actor), expected, row, method)
    ]


@pytest.mark.parametrize("name", sorted({door(row) for row in rows()}), ids=lambda name: name or "home")
def test_everybody_is_answered_as_the_matrix_says(name, market):
    found = differences(market, [row for row in rows() if door(row) == name])
    assert not found, "\n" + "\n".join(found)


def test_a_hole_is_found(market, monkeypatch):
    """With the actor taken out of one query, the other student reads the pitch: the matrix says so."""

    def anybodys(_actor: object, code: str) -> Application:
        return get_object_or_404(Application.objects.select_related(*applications.PARTS), code=code)

    monkeypatch.setattr(applications, "get_for_student", anybodys)
    found = differences(market, [row for row in rows() if row.route == "applications/<slug:code>/"])
    assert any('"peer" is answered 200, not 404' in line for line in found)


def test_every_address_has_a_row():
    assert sorted(set(addresses()) - {row.route for row in rows()}) == []


def test_every_row_has_an_address():
    assert sorted({row.route for row in rows()} - set(addresses())) == []


def test_every_row_answers_each_actor():
    assert [
        f"{row.route}: {method}"
        for row in rows()
        for method in METHODS
        if len(row.expected(method)) != len(ACTORS)
    ] == []


def test_every_row_allows_something():
    assert [row.route for row in rows() if not row.GET and not row.POST] == []


def test_the_collector_sees_nested_addresses():
    assert any(route.startswith("account/") for route in addresses())
