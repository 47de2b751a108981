"""What a file may be called."""

from __future__ import annotations

import pytest

from kadam.files.names import clean_name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("/etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\asha\\report.pdf", "report.pdf"),
        ("../../x.csv", "x.csv"),
        ("a\x00b\r\n.csv", "ab.csv"),
        ("photo\u202egnp.exe", "photognp.exe"),
        ("अंतिम रिपोर्ट.pdf", "अंतिम रिपोर्ट.pdf"),
        ("क्\u200dष.txt", "क्\u200dष.txt"),
        ('a"b<c>.txt', "a-b-c-.txt"),
        ("  spaced   out .pdf ", "spaced out.pdf"),
        (".csv", "csv"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_words_and_loses_its_tricks(given, kept):
    assert clean_name(given) == kept


def test_a_long_name_keeps_its_ending():
    name = clean_name("x" * 400 + ".xlsx")
    assert len(name) == 160
    assert name.endswith("x.xlsx")


def test_a_long_ending_is_cut_too():
    assert len(clean_name("a." + "b" * 400)) <= 160
