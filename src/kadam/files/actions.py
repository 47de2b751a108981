"""Taking files in, and settling what lies in quarantine."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadam.files import disk
from kadam.files.content import check_content, named_kind
from kadam.files.events import FileRefused, FileStored
from kadam.files.gateways import clamav
from kadam.files.models import StoredFile
from kadam.files.names import clean_name
from kadam.files.states import FILE
from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.codes import new_code
from kadam.kit.refusals import BadInput, Refusal
from kadam.kit.rules import rules
from kadam.kit.transitions import StaleState

ORPHAN_AFTER = timedelta(days=1)


class FileTooLarge(BadInput):
    """More bytes than rules().upload_max_mb."""

    message = gettext_lazy(
        "%(name)s is larger than %(limit)s MB. Make it smaller, or split it and upload the parts."
    )


class FileEmpty(BadInput):
    """No bytes at all."""

    message = gettext_lazy("%(name)s is empty. Check that it was saved, and choose it again.")


@dataclass(frozen=True)
class Received:
    """Bytes in quarantine that no row speaks for yet."""

    code: str
    name: str
    size: int
    sha256: str
    content_type: str


def store_upload(
    *, owner: Person, upload: UploadedFile[Any], now: datetime, field: str = "file"
) -> StoredFile:
    """Take a file in: receive_upload, then keep_file. Raises what receive_upload raises; then nothing is kept.

    Inside a transaction of your own call the two apart, so that no lock is held while bytes are written.
    """
    return keep_file(receive_upload(upload, field=field), owner=owner, now=now)


def receive_upload(upload: UploadedFile[Any], *, field: str = "file") -> Received:
    """Stream the bytes into quarantine and check their kind against the name; nothing in the database.

    They are on disk before any row; a crash here leaves bytes without a row, which a clock removes. `field` is the form
    field that a refusal belongs to. Raises FileTooLarge, FileEmpty, or a refusal of `content` or `archives`.
    """
    code = new_code()
    try:
        return _receive(upload, clean_name(upload.name or ""), code)
    except BaseException as problem:
        disk.remove(code)
        if isinstance(problem, Refusal):
            problem.field = field
        raise


def _receive(upload: UploadedFile[Any], name: str, code: str) -> Received:
    named_kind(name)  # before a byte is written
    limit = rules().upload_max_mb
    try:
        written = disk.write(code, upload.chunks(), limit=limit * 1_000_000)
    except disk.TooLong:
        raise FileTooLarge(name=name, limit=limit) from None
    if not written.size:
        raise FileEmpty(name=name)
    kind = check_content(disk.quarantine(code), name)
    return Received(code, name, written.size, written.sha256, kind.content_type)


def keep_file(received: Received, *, owner: Person, now: datetime) -> StoredFile:
    """Write the row of received bytes, and FileStored, which has them checked again after commit."""
    with transaction.atomic():
        file = StoredFile.objects.create(owner=owner, stored_at=now, **asdict(received))
        journal.record(FileStored(f"file:{file.code}"), actor=owner.code, now=now)
    return file


def settle_quarantine(file: StoredFile, *, now: datetime) -> StoredFile:
    """Look at a quarantined file again, and with the scanner where one is set: then clear it, or refuse and delete it.

    Does nothing to a file that is settled. Raises gateways.clamav.ScannerUnavailable, leaving it in quarantine.
    """
    if not FILE.allows("clear", file.state):
        return file
    reason = _fault(file)
    try:
        return _refuse(file, reason, now) if reason else _clear(file)
    except StaleState:
        return file  # another worker settled it the same way


def _fault(file: StoredFile) -> str:
    path = disk.find(file.code)
    if path is None:
        return _("It was lost on our side. Please upload it again.")
    if disk.fingerprint(path) != file.sha256:
        return _("It changed on the way. Please upload it again.")
    try:
        check_content(path, file.name)
    except Refusal as no:
        return str(no)
    virus = clamav.scan(path) if clamav.is_set() else ""
    return _("The virus scanner found %(virus)s in it.") % {"virus": virus[:80]} if virus else ""


def _clear(file: StoredFile) -> StoredFile:
    disk.move_to_clear(file.code)  # first: a crash here is found again by `disk.find`
    return FILE.move(file, "clear", scanned=clamav.is_set())


def _refuse(file: StoredFile, reason: str, now: datetime) -> StoredFile:
    with transaction.atomic():
        FILE.move(file, "refuse", reason=reason[:200])
        journal.record(FileRefused(f"file:{file.code}", reason[:200]), now=now)
    disk.remove(file.code)
    return file


def remove_orphans(*, now: datetime) -> int:
    """Delete bytes older than a day that no row speaks for: a crashed upload, or a refused file; how many."""
    removed = 0
    for code in disk.old_codes(now - ORPHAN_AFTER):
        if not StoredFile.objects.filter(code=code).exclude(state="refused").exists():
            disk.remove(code)
            removed += 1
    return removed
