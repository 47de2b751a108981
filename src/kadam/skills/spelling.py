"""When two spellings are the same skill: "MS-Excel", "ms excel" and "MsExcel" are; "C", "C++" and "C#" are not."""

from __future__ import annotations

import re
import unicodedata

# Latin accents, and the dot (nukta) that typists of Hindi leave out; never the vowel signs of Indian scripts.
_MARKS = re.compile("[\u0300-\u036f\u093c]")


def key(text: str) -> str:
    """`text` for comparing: no case, no accents, "and" for "&", one space between words, no other punctuation."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text).casefold()).replace("&", " and ")
    return " ".join("".join(char if _is_kept(char) else " " for char in plain).split())


def joined(text: str) -> str:
    """`key` without its spaces: people write Power BI and PowerBI, e-mail and email."""
    return key(text).replace(" ", "")


def _is_kept(char: str) -> bool:
    return char in "+#" or unicodedata.category(char)[0] in "LNM"
