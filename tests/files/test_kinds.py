"""What is taken, what is refused, and the sentence that says why. Content decides, never the name alone."""

from __future__ import annotations

import json

import pytest

from kadam.files import archives
from kadam.files.content import check_content
from kadam.files.kinds import EXTENSIONS, KINDS
from kadam.kit.refusals import BadInput
from tests.support import files as made

GOOD = {
    "csv": made.CSV,
    "txt": "नमस्ते\n".encode(),
    "md": b"# Title\n",
    "json": b'{"a": [1]}',
    "ipynb": json.dumps({"cells": [], "nbformat": 4}).encode(),
    "pdf": made.PDF,
    "docx": made.docx(),
    "xlsx": made.xlsx(),
    "pptx": made.pptx(),
    "odt": made.odf("text"),
    "ods": made.odf("spreadsheet"),
    "odp": made.odf("presentation"),
    "png": made.PNG,
    "jpg": made.JPG,
    "jpeg": made.JPG,
    "webp": made.WEBP,
    "zip": made.zipped({"site/index.html": "<html>", "site/app.js": "let a"}),
    "markdown": b"plain",
}


def judged(tmp_path, name, content):
    path = tmp_path / "content"
    path.write_bytes(content)
    return check_content(path, name)


def test_every_kind_has_an_example():
    assert set(GOOD) == set(EXTENSIONS)


@pytest.mark.parametrize("extension", sorted(GOOD))
def test_content_that_is_what_its_name_says_is_taken(tmp_path, extension):
    kind = judged(tmp_path, f"work.{extension.upper()}", GOOD[extension])
    assert kind.extension in KINDS


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("utf16.csv", "a,b\n₹1,2\n".encode("utf-16")),
        ("excel.csv", "name,city\nJosé,Pune\n".encode("cp1252")),
        ("list.json", b"[1, 2]"),
        ("notes.txt", b"BM is how this text begins"),
        ("old.txt", b"dos text\r\n\x1a"),
    ],
)
def test_texts_in_the_encodings_people_have_are_taken(tmp_path, name, content):
    assert judged(tmp_path, name, content)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "report.pdf",
            made.PNG,
            "This is named report.pdf but its content is a PNG image. Rename it to report.png",
        ),
        ("report.pdf", b"hello", "its content is plain text. Rename it to report.txt"),
        ("photo.png", made.JPG, "its content is a JPEG image"),
        ("data.csv", made.PROGRAM, "its content is a program. Export it again"),
        ("data.csv", b"\x7fELF" + bytes(60), "its content is a program"),
        ("data.csv", made.xlsx(), "its content is an Excel workbook. Rename it to data.xlsx"),
        ("sheet.xlsx", made.docx(), "its content is a Word document"),
        ("work.zip", made.docx(), "its content is a Word document"),
        ("work.docx", made.zipped({"a.txt": "x"}), "its content is a zip archive"),
        ("page.txt", b" <!DOCTYPE html><script>alert(1)</script>", "its content is a web page"),
        ("icon.md", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "its content is an SVG drawing"),
        ("a.csv", b"\xef\xbb\xbf<html>", "its content is a web page"),
        ("run.txt", b"#!/bin/sh\nrm -r x", "its content is a program"),
        ("letter.txt", made.PDF, "its content is a PDF"),
        ("old.docx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "an old Office file (before 2007)"),
        ("film.png", b"\0\0\0\x18ftypmp42" + bytes(40), "its content is a video"),
        ("odd.csv", b"a,b\x00c", "its content is of a kind we do not know"),
        ("pic.svg", b"<svg/>", "Files ending in .svg cannot be uploaded. Use one of: CSV, TXT"),
        ("page.html", b"<html>", "Files ending in .html cannot be uploaded"),
        ("report.pdf.exe", made.PROGRAM, "Files ending in .exe cannot be uploaded"),
        ("sheet.xlsm", made.xlsx(), "Files ending in .xlsm cannot be uploaded"),
        ("README", b"hello", "has no ending such as .pdf"),
        ("a.json", b"{broken", "a.json cannot be read: it is not valid JSON"),
        ("a.json", b'{"a":' * 50_000, "it is not valid JSON"),
        ("a.ipynb", b'{"cells": 1}', "it is not a Jupyter notebook"),
        ("a.zip", made.zipped({"a.txt": "x" * 300})[:150], "a.zip is damaged"),
    ],
)
def test_content_that_is_not_what_its_name_says_is_refused_with_the_reason(tmp_path, name, content, sentence):
    with pytest.raises(BadInput) as no:
        judged(tmp_path, name, content)
    assert sentence in str(no.value)
    assert no.value.status == 422


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("m.docx", made.docx(**{"word/vbaProject.bin": "x"}), archives.HasMacros),
        (
            "m.docx",
            made.zipped({"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml"}),
            archives.HasMacros,
        ),
        ("m.odt", made.odf("text", **{"Basic/Standard/a.xml": "x"}), archives.HasMacros),
        ("e.zip", made.zipped({"tools/setup.EXE": b"MZ"}), archives.ArchiveUnsafe),
        ("p.zip", made.zipped({"../../etc/passwd": "x"}), archives.ArchiveUnsafe),
        ("p.zip", made.zipped({"a\\..\\b.txt": "x"}), archives.ArchiveUnsafe),
        ("p.zip", made.zipped({"/etc/passwd": "x"}), archives.ArchiveUnsafe),
        ("b.zip", made.zipped({"zeros": bytes(120_000_000)}, squeeze=True), archives.ArchiveTooBig),
        ("many.zip", made.zipped({f"{n}.txt": "" for n in range(10_001)}), archives.ArchiveTooBig),
    ],
)
def test_archives_that_would_harm_are_refused(tmp_path, name, content, refusal):
    with pytest.raises(refusal):
        judged(tmp_path, name, content)


def test_an_archive_with_a_password_is_refused(tmp_path):
    content = bytearray(made.zipped({"a.txt": "x"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    with pytest.raises(archives.ArchiveLocked):
        judged(tmp_path, "a.zip", bytes(content))


def test_large_json_is_judged_by_its_ends(tmp_path):
    assert judged(tmp_path, "a.json", b"[" + b"1," * 3_000_000 + b"1]")
    with pytest.raises(BadInput):
        judged(tmp_path, "a.json", b"[" + b"1," * 3_000_000 + b"1")
