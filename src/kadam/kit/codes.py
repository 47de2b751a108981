"""Public codes: what stands in URLs and papers in place of primary keys."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.db import models

# Crockford's base 32 without vowels that could spell words: unambiguous when read aloud.
ALPHABET = "0123456789bcdfghjkmnpqrstvwxyz"
LENGTH = 9  # 30^9, about 2e13: collisions are caught by the unique key


def new_code() -> str:
    """A fresh public code; nothing can be learned from it, not even an order."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


if TYPE_CHECKING:
    TextColumn = models.CharField[str, str]
else:  # generic in the type stubs only
    TextColumn = models.CharField


class CodeField(TextColumn):
    """A unique public code, made when the row is."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 16)
        options.setdefault("unique", True)
        options.setdefault("default", new_code)
        options.setdefault("editable", False)
        super().__init__(**options)
