"""What a file really is: judged by its bytes, never by its name or by what the browser says."""

from __future__ import annotations

import codecs
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import puremagic
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kadam.files import archives
from kadam.files.kinds import ALIASES, FOREIGN, KINDS, READABLE, UNKNOWN, Kind, extension_of
from kadam.kit.refusals import BadInput

HEAD = 8192
CHUNK = 1 << 20
JSON_READ_MAX = 5_000_000  # larger ones are judged by their first and last character, to bound memory
TEXTS = {"csv", "txt", "md"}
CONTROL = bytes({*range(32), 127} - {9, 10, 12, 13, 26})  # a byte of these is not text; 26 ends old DOS files
PRINTING = bytes(set(range(256)) - set(CONTROL))
MARKUP = (  # text that a browser or a shell would run
    (b"%pdf-", "pdf"), (b"{\\rtf", "rtf"), (b"<svg", "svg"), (b"<!doctype html", "html"), (b"<html", "html"),
    (b"<script", "html"), (b"<?php", "html"), (b"<?xml", "html"), (b"#!", "exe"),
)  # fmt: skip
SIGNATURES = (  # mark, where it stands, kind; all else is named by puremagic
    (b"%PDF-", 0, "pdf"), (b"\x89PNG\r\n\x1a\n", 0, "png"), (b"\xff\xd8\xff", 0, "jpg"), (b"WEBP", 8, "webp"),
    (b"MZ", 0, "exe"), (b"\x7fELF", 0, "exe"), (b"\xca\xfe\xba\xbe", 0, "exe"), (b"\xcf\xfa\xed\xfe", 0, "exe"),
)  # fmt: skip


class KindNotAllowed(BadInput):
    """The name ends in something that we do not take."""

    message = _("Files ending in .%(extension)s cannot be uploaded. Use one of: %(allowed)s.")


class NoExtension(BadInput):
    """The name has no ending."""

    message = _(
        "The name “%(name)s” has no ending such as .pdf. Give it one, so that the company can open it."
    )


class ContentMismatch(BadInput):
    """The bytes are of another kind than the name says."""

    message = _("This is named %(name)s but its content is %(found)s. %(mend)s")


class BrokenContent(BadInput):
    """The bytes begin right and then cannot be read."""

    message = _("%(name)s cannot be read: %(why)s. Save it again and upload it once more.")


@dataclass(frozen=True)
class Found:
    """What the bytes say: the extension of the kind, empty where we do not take it, and the words for it."""

    extension: str
    words: str | Promise


def named_kind(name: str) -> Kind:
    """The kind that a name promises. Raises NoExtension, KindNotAllowed."""
    extension = extension_of(name)
    if not extension:
        raise NoExtension(name=name)
    if extension not in KINDS:
        raise KindNotAllowed(extension=extension[:20], allowed=READABLE)
    return KINDS[extension]


def check_content(path: Path, name: str) -> Kind:
    """The kind of the file at `path`, called `name`, when both agree.

    Raises NoExtension, KindNotAllowed, ContentMismatch, BrokenContent, or a refusal of `archives`.
    """
    kind = named_kind(name)
    found = identify(path, name)
    if kind.extension in TEXTS and found.extension in {*TEXTS, "json"}:
        return kind
    if kind.extension in {"json", "ipynb"} and found.extension in {"txt", "json"}:
        _check_json(path, name, notebook=kind.extension == "ipynb")
        return kind
    if kind.extension != found.extension:
        raise ContentMismatch(name=name, found=found.words, mend=_mend(name, found))
    return kind


def identify(path: Path, name: str) -> Found:
    """What the bytes at `path` are; an archive is looked into and may be refused."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(b"PK\x03\x04"):
        return _known(archives.inspect(path, name))
    if is_text(path):
        return _text_kind(head)
    return _signature(head)


def is_text(path: Path) -> bool:
    """Is it text from start to end: UTF-8, UTF-16 with its mark, or any code page, without control characters?"""
    with path.open("rb") as file:
        wide = file.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-16")()
        while chunk := file.read(CHUNK):
            try:
                plain = decoder.decode(chunk).encode("utf-8") if wide else chunk
            except UnicodeError:
                return False
            if plain.translate(None, PRINTING):
                return False
    return True


def _text_kind(head: bytes) -> Found:
    start = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    for mark, extension in MARKUP:
        if start.startswith(mark):
            return _known(extension)
    return _known("json" if start.startswith(b"{") else "txt")


def _signature(head: bytes) -> Found:
    for mark, at, extension in SIGNATURES:
        if head.startswith(mark, at):
            return _known(extension)
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return Found("", UNKNOWN)
    sure = [match.extension.lstrip(".") for match in matches if match.confidence >= 0.8]
    known = [ALIASES.get(one, one) for one in sure if one in {*KINDS, *ALIASES, *FOREIGN}]
    return _known(known[0] if known else "")


def _known(extension: str) -> Found:
    if extension in KINDS:
        return Found(extension, KINDS[extension].words)
    return Found("", FOREIGN.get(extension, UNKNOWN))


def _mend(name: str, found: Found) -> str:
    stem = name.rpartition(".")[0]
    if not found.extension:
        return str(_("Export it again as the kind its name says, or choose another file."))
    return str(_("Rename it to %(better)s, or export it again.")) % {"better": f"{stem}.{found.extension}"}


def _check_json(path: Path, name: str, *, notebook: bool) -> None:
    if path.stat().st_size > JSON_READ_MAX:
        return _check_large_json(path, name)
    try:
        data: Any = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise BrokenContent(name=name, why=_("it is not valid JSON")) from None
    if notebook and not (
        isinstance(data, dict) and isinstance(data.get("cells"), list) and "nbformat" in data
    ):
        raise BrokenContent(name=name, why=_("it is not a Jupyter notebook"))


def _check_large_json(path: Path, name: str) -> None:
    with path.open("rb") as file:
        first = file.read(HEAD).removeprefix(codecs.BOM_UTF8).lstrip()[:1]
        file.seek(-HEAD, 2)
        last = file.read().rstrip()[-1:]
    if first + last not in {b"{}", b"[]"}:
        raise BrokenContent(name=name, why=_("it is not valid JSON"))
