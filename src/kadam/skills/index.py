"""The taxonomy in memory, for answers as one types. Pure: built from rows, asks nothing of the database.

A spelling is found by the start of any of its words through one sorted list; only when that gives too few
are all spellings read through for the words in another order, then for a part of a word, then for the likest.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from kadam.skills.spelling import joined, key

EXACT, NAME_START, NAME_WORD, ALIAS_START, ALIAS_WORD, WORDS, PART, LIKE = range(8)  # ranks, best first
TOO_UNLIKE = (
    0.4  # 1 - Dice coefficient of letter pairs: "exel" and "excel" 0.27, "tabelau" and "tableau" 0.37
)
LAST = "\U0010ffff"


@dataclass(frozen=True)
class Entry:
    """One skill of the taxonomy. A retired one is still known by its slug, but no longer offered."""

    slug: str
    name: str
    family: str
    aliases: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True)
class Hit:
    """A skill that answers to what was typed. `alias` is the spelling that matched, where it is not the name.

    `unlike` is 0 where the letters typed are there, and less than 1 where others come near.
    """

    entry: Entry
    rank: int
    alias: str = ""
    unlike: float = 0

    @property
    def place(self) -> tuple[int, float, int, str]:
        """Sorts the best first: by rank, then the likest, then the shortest name."""
        return self.rank, self.unlike, len(self.entry.name), self.entry.name


@dataclass(frozen=True)
class _Spelling:
    entry: Entry
    text: str  # as written
    key: str
    is_name: bool

    @cached_property
    def starts(self) -> str:
        """The key with a space before each word."""
        return f" {self.key}"

    def hit(self, rank: int, unlike: float = 0) -> Hit:
        return Hit(self.entry, rank, "" if self.is_name else self.text, unlike)


class Index:
    """Finds skills by what people type."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.by_slug = {entry.slug: entry for entry in entries}
        self.offered = [entry for entry in self.by_slug.values() if not entry.retired]
        self._spellings = [spelling for entry in self.offered for spelling in _spellings(entry)]
        self._exact = {spelling.key.replace(" ", ""): spelling for spelling in self._spellings}
        self._starts = sorted(
            (text, number, at_start)
            for number, one in enumerate(self._spellings)
            for text, at_start in _starts(one.key)
        )
        self._pairs = _pairs_of_all(self._spellings)

    def resolve(self, text: str) -> Entry | None:
        """The skill whose slug, name or alias this is, however it is spaced and punctuated."""
        found = self._exact.get(joined(text))
        return self.by_slug.get(text.strip()) or (found.entry if found else None)

    def find(self, text: str, limit: int) -> list[Hit]:
        """At most `limit` skills for what has been typed so far, best first; each once, by its best spelling."""
        typed = key(text)
        if not typed:
            return []
        best = _best(self._by_start(typed))
        if len(best) < limit and not any(hit.rank == EXACT for hit in best):
            best = _best([*best, *self._by_words(typed), *self._by_part(typed)])
        return (best or _best(self._by_likeness(typed)))[:limit]

    def likest(self, text: str) -> Entry | None:
        """The offered skill that `text` was most likely meant to be."""
        hits = self.find(text, 1)
        return hits[0].entry if hits else None

    def _by_start(self, typed: str) -> Iterator[Hit]:
        for wanted in {typed, typed.replace(" ", "")}:
            first = bisect_left(self._starts, (wanted,))
            last = bisect_left(self._starts, (wanted + LAST,))
            for text, number, at_start in self._starts[first:last]:
                spelling = self._spellings[number]
                exact = at_start and len(text) == len(wanted)
                yield spelling.hit(EXACT if exact else _rank_of_start(spelling.is_name, at_start))

    def _by_words(self, typed: str) -> Iterator[Hit]:
        words = typed.split()
        if len(words) > 1:
            words = [f" {word}" for word in words]
            for spelling in self._spellings:
                if all(word in spelling.starts for word in words):
                    yield spelling.hit(WORDS)

    def _by_part(self, typed: str) -> Iterator[Hit]:
        if len(typed) > 2:
            yield from (spelling.hit(PART) for spelling in self._spellings if typed in spelling.key)

    def _by_likeness(self, typed: str) -> Iterator[Hit]:
        mine = _pairs(typed)
        shared = Counter(number for pair in mine for number in self._pairs.get(pair, ()))
        for number, count in shared.most_common(12):
            spelling = self._spellings[number]
            unlike = 1 - 2 * count / (len(mine) + len(_pairs(spelling.key)))
            if unlike <= TOO_UNLIKE:
                yield spelling.hit(LIKE, unlike)


def _best(hits: Iterable[Hit]) -> list[Hit]:
    """Each skill once, by its best spelling, the best first."""
    best: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda hit: hit.place):
        best.setdefault(hit.entry.slug, hit)
    return list(best.values())


def _spellings(entry: Entry) -> Iterator[_Spelling]:
    yield _Spelling(entry, entry.name, key(entry.name), True)
    yield from (_Spelling(entry, alias, key(alias), False) for alias in entry.aliases)


def _starts(text: str) -> Iterator[tuple[str, bool]]:
    """(rest of the spelling from each word on, whether that is its beginning); and the whole without spaces."""
    words = text.split()
    yield from ((" ".join(words[at:]), at == 0) for at in range(len(words)))
    if len(words) > 1:
        yield "".join(words), True


def _rank_of_start(is_name: bool, at_start: bool) -> int:
    if is_name:
        return NAME_START if at_start else NAME_WORD
    return ALIAS_START if at_start else ALIAS_WORD


def _pairs(text: str) -> set[str]:
    return {first + second for first, second in pairwise(f" {text} ")}


def _pairs_of_all(spellings: list[_Spelling]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, spelling in enumerate(spellings):
        for pair in _pairs(spelling.key):
            found[pair].append(number)
    return dict(found)
