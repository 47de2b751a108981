"""The kinds of file that people may hand in, and the words for what else a file may turn out to be."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """One kind: its extension without the dot, the type it is served as, and how a sentence names it."""

    extension: str
    content_type: str
    words: str | Promise


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_ALL = (
    Kind("csv", "text/csv", _("plain text")),
    Kind("txt", "text/plain", _("plain text")),
    Kind("md", "text/markdown", _("plain text")),
    Kind("json", "application/json", _("JSON data")),
    Kind("ipynb", "application/x-ipynb+json", _("a notebook")),
    Kind("pdf", "application/pdf", _("a PDF")),
    Kind("docx", f"{_OFFICE}wordprocessingml.document", _("a Word document")),
    Kind("xlsx", f"{_OFFICE}spreadsheetml.sheet", _("an Excel workbook")),
    Kind("pptx", f"{_OFFICE}presentationml.presentation", _("a PowerPoint presentation")),
    Kind("odt", f"{_OPEN}text", _("an OpenDocument text")),
    Kind("ods", f"{_OPEN}spreadsheet", _("an OpenDocument spreadsheet")),
    Kind("odp", f"{_OPEN}presentation", _("an OpenDocument presentation")),
    Kind("png", "image/png", _("a PNG image")),
    Kind("jpg", "image/jpeg", _("a JPEG image")),
    Kind("webp", "image/webp", _("a WebP image")),
    Kind("zip", "application/zip", _("a zip archive")),
)
KINDS = {kind.extension: kind for kind in _ALL}
ALIASES = {"jpeg": "jpg", "markdown": "md"}
EXTENSIONS = (*KINDS, *ALIASES)
READABLE = "CSV, TXT, MD, JSON, IPYNB, PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, PNG, JPG, WEBP, ZIP"

FOREIGN: dict[str, str | Promise] = {  # by the extension that the sniffer gives
    "exe": _("a program"),
    "dll": _("a program"),
    "elf": _("a program"),
    "msi": _("a program"),
    "gif": _("a GIF image"),
    "bmp": _("an image"),
    "tif": _("an image"),
    "heic": _("an iPhone photo (HEIC)"),
    "svg": _("an SVG drawing, which can hold programs"),
    "html": _("a web page"),
    "mp4": _("a video"),
    "mp3": _("a sound recording"),
    "doc": _("an old Office file (before 2007)"),
    "rtf": _("an RTF text"),
    "7z": _("a 7-Zip archive"),
    "rar": _("a RAR archive"),
    "gz": _("a gzip archive"),
}
UNKNOWN = _("of a kind we do not know")


def extension_of(name: str) -> str:
    """ "Report.JPEG" -> "jpg"; empty when the name has none."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return ALIASES.get(ending, ending)
