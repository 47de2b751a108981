"""Looks into zip containers without unpacking them: which kind of document, and is it safe to open?"""

from __future__ import annotations

import zipfile
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from kadam.kit.refusals import BadInput

ENTRIES_MAX = 10_000
UNPACKED_MAX = 1_000_000_000  # bytes
UNPACKED_FREE = 100_000_000  # up to here no ratio is asked
RATIO_MAX = 100
PROGRAMS = (
    *(".exe", ".dll", ".msi", ".scr", ".com", ".bat", ".cmd"),
    *(".pif", ".vbs", ".vbe", ".wsf", ".hta", ".lnk", ".ps1"),
)
OFFICE = {
    "wordprocessingml.document.main+xml": "docx",
    "spreadsheetml.sheet.main+xml": "xlsx",
    "presentationml.presentation.main+xml": "pptx",
}
OPEN = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}


class ArchiveDamaged(BadInput):
    """The container cannot be opened."""

    message = _("%(name)s is damaged and cannot be opened. Save it again and upload it once more.")


class ArchiveLocked(BadInput):
    """It is encrypted, so nobody could check it."""

    message = _("%(name)s is locked with a password, so it cannot be checked. Upload it without one.")


class ArchiveTooBig(BadInput):
    """It would unpack to far more than it weighs."""

    message = _("%(name)s would unpack to far more than is reasonable. Upload the files one by one.")


class ArchiveUnsafe(BadInput):
    """It would write outside its folder, or holds a program."""

    message = _(
        "%(name)s holds “%(inside)s”, which could harm the computer that opens it. Take it out first."
    )


class HasMacros(BadInput):
    """An office document that carries programs."""

    message = _(
        "%(name)s holds macros (small programs). Save it as a document without macros and upload that."
    )


def inspect(path: Path, name: str) -> str:
    """The extension of the kind in the container at `path`. Raises one of the refusals above, calling it `name`."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_entries(entries, name)
            return _kind(archive, {entry.filename for entry in entries}, name)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        raise ArchiveDamaged(name=name) from None


def _check_entries(entries: list[zipfile.ZipInfo], name: str) -> None:
    if not entries:
        raise ArchiveDamaged(name=name)
    if any(entry.flag_bits & 1 for entry in entries):
        raise ArchiveLocked(name=name)
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    swollen = unpacked > UNPACKED_FREE and unpacked > RATIO_MAX * packed
    if len(entries) > ENTRIES_MAX or unpacked > UNPACKED_MAX or swollen:
        raise ArchiveTooBig(name=name)
    for entry in entries:
        if not _is_safe(entry.filename):
            raise ArchiveUnsafe(name=name, inside=entry.filename[-80:])


def _is_safe(inside: str) -> bool:
    parts = inside.replace("\\", "/").split("/")
    return (
        ".." not in parts and parts[0] != "" and ":" not in parts[0] and not inside.lower().endswith(PROGRAMS)
    )


def _kind(archive: zipfile.ZipFile, inside: set[str], name: str) -> str:
    if "[Content_Types].xml" in inside:
        return _office_kind(_start(archive, "[Content_Types].xml"), inside, name)
    if "mimetype" in inside:
        kind = OPEN.get(_start(archive, "mimetype").strip(), "zip")
        if kind != "zip" and any(one.startswith(("Basic/", "Scripts/")) for one in inside):
            raise HasMacros(name=name)
        return kind
    return "zip"


def _office_kind(types: str, inside: set[str], name: str) -> str:
    if "macroEnabled" in types or any(one.lower().endswith("vbaproject.bin") for one in inside):
        raise HasMacros(name=name)
    return next((kind for mark, kind in OFFICE.items() if mark in types), "zip")


def _start(archive: zipfile.ZipFile, inside: str) -> str:
    with archive.open(inside) as entry:
        return entry.read(1_000_000).decode("utf-8", "replace")
