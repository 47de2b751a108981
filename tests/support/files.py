"""Uploads for tests: bytes that are what they say, and some that are not."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from kadam.files.actions import settle_quarantine, store_upload
from kadam.files.models import StoredFile
from kadam.identity.models import Person
from kadam.kit import clock

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(40)
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40)
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(40)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
CSV = "company,city,fleet\nSnowline,Pune,42\nठंडा घर,नागपुर,17\n".encode()
PROGRAM = b"MZ\x90\x00" + bytes(200)
_TYPES = '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.%s.main+xml"/></Types>'


def zipped(inside: dict[str, str | bytes], *, squeeze: bool = False) -> bytes:
    """A zip archive that holds `inside`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if squeeze else zipfile.ZIP_STORED) as archive:
        for name, content in inside.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**more: str) -> bytes:
    """A Word document, as far as its container tells."""
    return zipped(
        {"[Content_Types].xml": _TYPES % "wordprocessingml.document", "word/document.xml": "<w/>", **more}
    )


def xlsx() -> bytes:
    """An Excel workbook, as far as its container tells."""
    return zipped({"[Content_Types].xml": _TYPES % "spreadsheetml.sheet", "xl/workbook.xml": "<w/>"})


def pptx() -> bytes:
    """A PowerPoint presentation, as far as its container tells."""
    return zipped(
        {"[Content_Types].xml": _TYPES % "presentationml.presentation", "ppt/presentation.xml": "<p/>"}
    )


def odf(kind: str, **more: str) -> bytes:
    """An OpenDocument `text`, `spreadsheet` or `presentation`, as far as its container tells."""
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<o/>", **more})


def upload(name: str = "map.csv", content: bytes = CSV, content_type: str = "text/csv") -> SimpleUploadedFile:
    """What a form would hand over. The content type is the browser's claim, which nobody believes."""
    return SimpleUploadedFile(name, content, content_type=content_type)


def make_file(
    owner: Person,
    name: str = "map.csv",
    content: bytes = CSV,
    *,
    settled: bool = True,
    now: datetime | None = None,
) -> StoredFile:
    """A stored file of `owner`: clear, or still in quarantine."""
    now = now or clock.now()
    file = store_upload(owner=owner, upload=upload(name, content), now=now)
    return settle_quarantine(file, now=now) if settled else file
