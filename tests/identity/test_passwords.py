"""What makes a password guessable (OWASP ASVS 5.0, V6.2)."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from kadam.identity.models import Person
from kadam.identity.passwords import is_known, is_run, known_words
from tests.support.paths import shared

ASHA = Person(name="Asha Rao", email="asha.rao@iitb.ac.in")


@pytest.mark.parametrize(
    "password",
    [
        "password123",
        "Passw0rd!!",
        "basketball",
        "Krishna@123",
        "jaishreeram108",
        "!!iloveyou2025",
        "1234567890",
        "0987654321",
        "qwertyuiop",
        "abcdabcdabcd",
        "aaaaaaaaaaaa",
        "kadam12345",
        "Kadam@Internship",
        "asharao1999",
        "asha.rao@iitb.ac.in",
        "internship2026!",
        "K4dam!K4dam!",
    ],
)
def test_guessable(password):
    with pytest.raises(ValidationError):
        validate_password(password, ASHA)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "mango tree railway",
        "zxkqvwpltm",
        "        ten spaces",
        "आम का पेड़ और रेल",
        "aaaaaaaaab ladder fish",
        "x" + "long and longer still " * 10,
        "asha likes quiet rivers",
    ],
)
def test_any_composition_is_welcome(password):
    validate_password(password, ASHA)


def test_a_short_one_is_not():
    with pytest.raises(ValidationError, match="10"):
        validate_password("zxkqvwplt", ASHA)


def test_far_more_than_three_thousand_known_passwords_are_refused():
    """V6.2.4 wants the top 3000 that the length admits: dressed-up ends make ours many times that."""
    assert len(known_words()) > 15_000
    assert sum(len(word) >= 10 for word in known_words()) > 1_500
    dressed = [f"{word.title()}@2026" for word in sorted(known_words()) if word.isalpha() and len(word) >= 5]
    assert len(dressed) > 5_000
    assert all(is_known(word) for word in dressed)


def test_a_run_is_seen_from_either_end():
    assert is_run("zyxwvutsrqpo") and is_run("poiuytrewq") and is_run("1212121212")
    assert not is_run("rivers and rails")


def test_the_lengths_are_within_the_standard():
    path = shared("vectors/owasp-asvs-5.0/asvs-5.0.0.flat.json")
    rows = {row["req_id"]: row for row in json.loads(path.read_text())["requirements"]}
    assert "at least 8 characters" in rows["V6.2.1"]["req_description"]
    assert "at least 64 characters are permitted" in rows["V6.2.9"]["req_description"]
    validate_password("q" + "mn bv cx " * 8, ASHA)
