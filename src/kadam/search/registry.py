"""Where the documents of each kind come from, so that the index can be written again. Filled when the apps load."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple


class Text(NamedTuple):
    """The searchable words of one thing."""

    key: str
    title: str
    body: str


type Source = Callable[[], Iterator[Text]]
_sources: dict[str, Source] = {}


def source(kind: str) -> Callable[[Source], Source]:
    """Make a function give all documents of a kind."""

    def register(function: Source) -> Source:
        _sources[kind] = function
        return function

    return register


def sources() -> Mapping[str, Source]:
    """The source of each kind."""
    return _sources
