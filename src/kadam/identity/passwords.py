"""Passwords that can be guessed are refused; nothing else is asked of them (OWASP ASVS 5.0, V6.2).

No rule about kinds of characters, nothing trimmed or shortened. A password is guessable when it is a word from the
lists of known passwords, alone or dressed up with digits and signs at its ends, a run of keys, or made of words that
belong to this place or this person (V6.2.4, V6.2.11, V6.2.12).
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FRAMEWORK_LIST = Path(password_validation.__file__).with_name("common-passwords.txt.gz")
OWN_LIST = Path(__file__).with_name("data") / "common-words.txt"
CONTEXT = (
    "kadam",
    "कदम",
    "microinternship",
    "internship",
    "marketplace",
    "student",
    "company",
    "password",
    "पासवर्ड",
)
RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)
LEET = str.maketrans("013457@$!", "oieastasi")
ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
PART = 3  # letters that make a part of a name worth looking for
LETTERS_NEEDED = 4  # what must be left when the words that belong here are taken out


@cache
def known_words() -> frozenset[str]:
    """About 20,000 passwords seen in breaches, and the words that people in India build theirs on."""
    with gzip.open(FRAMEWORK_LIST, "rt", encoding="utf-8") as file:
        seen = {line.strip().lower() for line in file}
    own = (line.strip() for line in OWN_LIST.read_text(encoding="utf-8").splitlines())
    return frozenset(seen | {line for line in own if line and not line.startswith("#")})


def is_known(password: str) -> bool:
    """Whether it is a known password, as it stands, dressed up at its ends, or in digits for letters."""
    plain = password.lower()
    cores = {plain, ENDS.sub("", plain), ENDS.sub("", plain).translate(LEET), plain.translate(LEET)}
    return any(core in known_words() for core in cores if core)


def is_run(password: str) -> bool:
    """Whether it repeats a short piece, or walks along the alphabet or the keyboard."""
    plain = password.lower()
    repeats = any(
        len(plain) >= 2 * size and (plain[:size] * len(plain))[: len(plain)] == plain for size in range(1, 5)
    )
    pieces = [plain[i : i + 4] for i in range(0, len(plain) - 3, 4)]
    walks = [line * 2 for line in RUNS] + [line[::-1] * 2 for line in RUNS]
    return repeats or (bool(pieces) and all(any(piece in walk for walk in walks) for piece in pieces))


def leans_on(password: str, words: set[str]) -> bool:
    """Whether little is left of it once `words` are taken out."""
    for form in (password.lower(), password.lower().translate(LEET)):
        rest = form
        for word in sorted(words, key=len, reverse=True):
            rest = rest.replace(word, "")
        if rest != form and sum(character.isalpha() for character in rest) < LETTERS_NEEDED:
            return True
    return False


def own_words(user: Any) -> set[str]:
    """The parts of a person's name and address that others know, and the address as a whole."""
    name, email = (str(getattr(user, part, "") or "").lower() for part in ("name", "email"))
    parts = {part for part in re.split(r"[^\w]+|_", f"{name} {email}") if len(part) >= PART}
    return parts | ({email} if email else set())


class NotGuessable:
    """The validator that Django asks."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError with what to do instead."""
        if is_known(password) or is_run(password):
            raise ValidationError(self.sentence(), code="password_too_common")
        if leans_on(password, {*CONTEXT, *own_words(user)}):
            raise ValidationError(
                _(
                    "This is easy to guess for anyone who knows you or Kadam. "
                    "Try three words that have nothing to do with either."
                ),
                code="password_in_context",
            )

    def sentence(self) -> str:
        """What to do about a known password."""
        return _(
            "This password, or one much like it, is on the lists that thieves try first. "
            "Try three words that do not belong together."
        )

    def get_help_text(self) -> str:
        """What is asked of a password."""
        return _("Not a password that others use, and not your name.")
