"""Money becomes words and words become money, without losing a paisa."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kadam.kit.money import NotAnAmount, group_digits, parse_rupees, rupees, rupees_exact
from tests.support.paths import shared


def test_amounts_are_written_as_in_india():
    cases = json.loads(shared("vectors/synthetic/inr_format.json").read_text())["paise_to_inr_en_IN"]
    assert [[paise, rupees_exact(paise)] for paise, _text in cases] == cases


def test_round_rupees_hide_their_paise():
    assert [rupees(600000), rupees(600050), rupees(0), rupees(-15000000)] == [
        "₹6,000",
        "₹6,000.50",
        "₹0",
        "-₹1,50,000",
    ]


@given(st.integers(min_value=0, max_value=10**13 - 1))
def test_what_is_written_can_be_read_again(paise: int):
    assert parse_rupees(rupees_exact(paise)) == paise


@given(st.integers(min_value=0, max_value=10**15))
def test_grouping_keeps_every_digit(whole: int):
    parts = group_digits(whole).split(",")
    assert int("".join(parts)) == whole
    assert len(parts[-1]) == 3 or len(parts) == 1
    assert all(len(part) == 2 for part in parts[1:-1])


@pytest.mark.parametrize("text", ["", "-5", "6k", "1.234", "1e5", "₹", "६०००", "NaN", "9" * 12])
def test_other_words_are_refused(text: str):
    with pytest.raises(NotAnAmount):
        parse_rupees(text)
