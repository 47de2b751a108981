"""Reading files. Who may see one is the business of the capability that holds it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from kadam.files import disk
from kadam.files.kinds import extension_of
from kadam.files.models import StoredFile
from kadam.kit.refusals import Refusal
from kadam.kit.words import filesize


class NotReady(Refusal):
    """The file is still being checked."""

    @classmethod
    def checking(cls, name: str) -> NotReady:
        """It is in quarantine."""
        return cls(_("%(name)s is still being checked. That takes a few seconds: try again."), name=name)

    @classmethod
    def refused(cls, name: str, reason: str) -> NotReady:
        """It was found wrong, and deleted."""
        return cls(_("%(name)s was refused and deleted. %(reason)s"), name=name, reason=reason)

    @classmethod
    def lost(cls, name: str) -> NotReady:
        """The row is there and the bytes are not: a restore without its files, or a broken disk."""
        return cls(_("%(name)s is missing on our side. If you have it, please upload it again."), name=name)


@dataclass(frozen=True)
class Content:
    """What a download needs."""

    path: Path
    name: str
    content_type: str


@dataclass(frozen=True)
class FileRow:
    """One file for a page: `kind` is its extension, `note` what was checked, `tone` the colour of that."""

    code: str
    name: str
    size: int
    kind: str
    note: str
    tone: str
    ready: bool
    fingerprint: str  # the first 8 and last 4 hex digits of the SHA-256

    @property
    def weight(self) -> str:
        """ "212 kB"."""
        return filesize(self.size)


def get_file(code: str) -> StoredFile | None:
    """The row behind a code, for subscribers and clocks; a page asks the capability that holds the file."""
    return StoredFile.objects.filter(code=code).first()


def content_of(file: StoredFile) -> Content:
    """Where to read a file from. Raises NotReady unless it is clear."""
    if file.state == "quarantined":
        raise NotReady.checking(file.name)
    if file.state == "refused":
        raise NotReady.refused(file.name, file.reason)
    path = disk.clear(file.code)
    if not path.exists():
        raise NotReady.lost(file.name)
    return Content(path, file.name, file.content_type)


def file_row(file: StoredFile) -> FileRow:
    """How a page shows one file. No query."""
    note, tone = _standing(file)
    short = f"{file.sha256[:8]}…{file.sha256[-4:]}"
    return FileRow(
        file.code, file.name, file.size, extension_of(file.name), note, tone, file.state == "clear", short
    )


def file_rows(files: Iterable[StoredFile]) -> list[FileRow]:
    """How a page shows several files. No query beyond the one that loads them."""
    return [file_row(file) for file in files]


def _standing(file: StoredFile) -> tuple[str, str]:
    if file.state == "quarantined":
        return _("being checked"), "marigold"
    if file.state == "refused":
        return _("refused: %(reason)s") % {"reason": file.reason}, "clay"
    return (
        (_("checked for viruses"), "leaf") if file.scanned else (_("kind checked, not virus-scanned"), "leaf")
    )
