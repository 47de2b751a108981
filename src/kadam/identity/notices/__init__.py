"""The notices people agreed to, word for word. A published text is never edited: a new one gets a new version."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CURRENT = "2026-11"
FOLDER = Path(__file__).parent
HEADINGS = ("#", "##", "###")


@dataclass(frozen=True)
class Notice:
    """One version in one language. `sha256` is of the exact bytes of the file, so that anyone can check it."""

    version: str
    language: str
    text: str
    sha256: str


@cache
def notice(version: str, language: str) -> Notice | None:
    """The notice of that version in that language; None where there is none."""
    known = {path.name: path for path in FOLDER.glob("*.md")}
    path = known.get(f"{version}.{language}.md")
    if path is None:
        return None
    raw = path.read_bytes()
    return Notice(version, language, raw.decode(), hashlib.sha256(raw).hexdigest())


def current_notice(language: str) -> Notice:
    """The notice in force, in the person's language, or else in English."""
    found = notice(CURRENT, language) or notice(CURRENT, "en")
    assert found is not None  # shipped with the product; a test holds that
    return found


def blocks(text: str) -> list[tuple[str, list[str]]]:
    """The text for a page, in order: ("h1" | "h2" | "h3" | "p", [line]) or ("ul", [line, …])."""
    found: list[tuple[str, list[str]]] = []
    for line in filter(None, text.splitlines()):
        mark, _space, rest = line.partition(" ")
        if mark in HEADINGS:
            found.append((f"h{len(mark)}", [rest]))
        elif mark != "-":
            found.append(("p", [line]))
        elif found and found[-1][0] == "ul":
            found[-1][1].append(rest)
        else:
            found.append(("ul", [rest]))
    return found
