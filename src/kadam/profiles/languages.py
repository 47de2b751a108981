"""Languages a student may work in: those of the Eighth Schedule to the Constitution of India, and English."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

LANGUAGES = {  # ISO 639-1, or 639-3 where that has none
    "en": _("English"),
    "hi": _("Hindi"),
    "as": _("Assamese"),
    "bn": _("Bengali"),
    "brx": _("Bodo"),
    "doi": _("Dogri"),
    "gu": _("Gujarati"),
    "kn": _("Kannada"),
    "ks": _("Kashmiri"),
    "kok": _("Konkani"),
    "mai": _("Maithili"),
    "ml": _("Malayalam"),
    "mni": _("Manipuri"),
    "mr": _("Marathi"),
    "ne": _("Nepali"),
    "or": _("Odia"),
    "pa": _("Punjabi"),
    "sa": _("Sanskrit"),
    "sat": _("Santali"),
    "sd": _("Sindhi"),
    "ta": _("Tamil"),
    "te": _("Telugu"),
    "ur": _("Urdu"),
}


def choices() -> list[tuple[str, str]]:
    """Code and name for a form: English and Hindi first, then by name."""
    pairs = [(code, str(name)) for code, name in LANGUAGES.items()]
    return pairs[:2] + sorted(pairs[2:], key=lambda pair: pair[1])


def language_names(codes: Iterable[str]) -> list[str]:
    """The names in the reader's language; a code we do not know is left out."""
    return [str(LANGUAGES[code]) for code in codes if code in LANGUAGES]
