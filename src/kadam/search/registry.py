"""Where the documents of each kind come from, so that the index can be written again. Filled when the apps load."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kadam.search.models import Document


class Text(NamedTuple):
    """The searchable words of one thing."""

    key: str
    title: str
    body: str


type Texts = Callable[[], Iterator[Text]]
type Written = Callable[[Sequence[Document]], object]


class Source(NamedTuple):
    """Where a kind's words come from, and who wants to know which documents they became."""

    texts: Texts
    written: Written


_sources: dict[str, Source] = {}


def register(kind: str, texts: Texts, *, written: Written = lambda documents: None) -> None:
    """Let `texts` give all documents of a kind; `written` hears of each batch, in the transaction that wrote it."""
    _sources[kind] = Source(texts, written)


def sources() -> Mapping[str, Source]:
    """The source of each kind."""
    return _sources
