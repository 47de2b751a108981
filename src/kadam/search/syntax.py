"""What people type into a search box, read as words. Nothing typed can be wrong: what is no word is left out.

`tally "bank reconciliation" -internship` wants both, and not the last; the last word may be the beginning of one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST, WORDS_MAX = 200, 12  # of what was typed, that is read
INVISIBLE = {0x200B: None, 0x200C: None, 0x200D: None, 0xFEFF: None, 0x00AD: None}  # joiners, soft hyphens
PIECE = re.compile(r'(?P<minus>(?<!\S)[-−–])?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')

type Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """Phrases (a single word is a phrase of one) that must all stand in the text, and phrases that must not.

    `open_end`: the last word of the last wanted phrase may go on.
    """

    wanted: tuple[Phrase, ...] = ()
    unwanted: tuple[Phrase, ...] = ()
    open_end: bool = False

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)


def read(typed: str) -> Query:
    """The query in what was typed. Never raises; nothing usable gives an empty query."""
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []
    open_end = False
    for piece in PIECE.finditer(fold(typed[:LONGEST]).replace("“", '"').replace("”", '"')):
        words = words_of(piece["phrase"] if piece["word"] is None else piece["word"])
        room = WORDS_MAX - sum(map(len, wanted + unwanted))
        if not words[:room]:
            continue
        (unwanted if piece["minus"] else wanted).append(words[:room])
        open_end = not piece["minus"] and piece["word"] is not None
    return Query(tuple(wanted), tuple(unwanted), open_end and not typed[:LONGEST].endswith((" ", '"', "”")))


def words_of(text: str) -> Phrase:
    """The words of a folded text: runs of letters, digits and marks, as both engines cut them."""
    return tuple("".join(c if is_word_part(c) else " " for c in text).split())


def is_word_part(character: str) -> bool:
    """Letters and digits, and the vowel signs without which Devanagari falls to pieces."""
    category = unicodedata.category(character)
    return category[0] in "LN" or category in {"Mn", "Mc"}


def fold(text: str) -> str:
    """Text as it is indexed and asked for: one form of Unicode, no invisible joiners, no accents on Latin letters."""
    composed = unicodedata.normalize("NFC", text.translate(INVISIBLE))
    return composed if composed.isascii() else "".join(map(_plain, composed))


def _plain(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0]
    return base if base.isascii() and base.isalpha() else character
