"""Numbers of organisations: the good ones pass, each bad one is told what is wrong with it."""

from __future__ import annotations

import json

import pytest

from kadam.organizations.gst_states import STATES, choices, state_name, state_of
from kadam.organizations.identifiers import BadIdentifier, check_agreement, check_identifier, masked
from tests.support.companies import gstin
from tests.support.paths import shared

KINDS = ("pan", "gstin", "cin", "llpin", "udyam", "aishe")


@pytest.fixture(scope="module")
def vectors():
    return json.loads(shared("vectors/synthetic/india_ids.json").read_text())


def value_of(vector):
    return vector["value"] if isinstance(vector, dict) else vector.split(" ")[0]


@pytest.mark.parametrize("kind", KINDS)
def test_every_good_vector_passes(vectors, kind):
    good = [value_of(vector) for vector in vectors[kind]["valid"]]
    assert good
    assert [check_identifier(kind, number) for number in good] == good


@pytest.mark.parametrize("kind", KINDS)
def test_every_bad_vector_is_refused_on_its_field(vectors, kind):
    for vector in vectors[kind]["invalid"]:
        with pytest.raises(BadIdentifier) as no:
            check_identifier(kind, value_of(vector))
        assert (no.value.field, no.value.status) == (kind, 422)


@pytest.mark.parametrize("state", ["38", "97", "25", "28", *STATES])
def test_every_state_that_is_on_gstins_passes(state):
    assert check_identifier("gstin", gstin(1, state))


@pytest.mark.parametrize(
    ("kind", "number", "sentence"),
    [
        ("gstin", "29AAKCS1234C1Z", "A GSTIN has 15 characters; this has 14."),
        ("gstin", "39AAKCS1234C1ZK", "No state has the GST code 39."),
        ("gstin", "2XAAKCS1234C1ZK", "No state has the GST code 2X."),
        ("gstin", "29AAKXS1234C1ZK", "Characters 3 to 12 of a GSTIN are a PAN. The fourth letter of a PAN"),
        ("gstin", "29AAKCS1234C0ZK", "The 13th character counts registrations"),
        ("gstin", "29AAKCS1234C1CK", "The 14th character of a GSTIN is Z; here it is C."),
        ("gstin", "29AAKCS1234C1Z0", "The last character does not fit the others"),
        ("gstin", "29AAKCS1234C1Z%", "The last character does not fit the others"),
        ("pan", "AAKCS1234", "A PAN has 10 characters; this has 9."),
        ("pan", "AAKC51234C", "A PAN is five letters, four digits and a letter"),
        ("pan", "AAKXS1234C", "says who holds it, such as C; X is not used"),
        ("pan", "AAKCS0000C", "count from 0001; these are 0000"),
        ("cin", "L17110MH1973PLC1978", "A CIN has 21 characters; this has 19."),
        ("cin", "X17110MH1973PLC019786", "starts with L (listed) or U (unlisted); this starts with X"),
        ("cin", "L17110MH1973ABC019786", "A CIN reads like"),
        ("llpin", "AAB1234", "three letters, a hyphen and four digits"),
        ("udyam", "KR-03-0001234", "starts with UDYAM-"),
        ("udyam", "UDYAM-KR-3-0001234", "two letters, two digits and seven digits"),
        ("aishe", "X-1234", "U, C or S, a hyphen and up to six digits"),
    ],
)
def test_the_refusal_says_what_is_wrong(kind, number, sentence):
    with pytest.raises(BadIdentifier) as no:
        check_identifier(kind, number)
    assert sentence in str(no.value)


def test_spaces_and_small_letters_are_forgiven_and_nothing_is_nothing():
    assert check_identifier("gstin", " 29aakcs1234c1zk ") == "29AAKCS1234C1ZK"
    assert check_identifier("pan", "AAKCS 1234 C") == "AAKCS1234C"
    assert check_identifier("cin", "  ") == ""


def test_one_wrong_character_never_passes():
    number = "29AAKCS1234C1ZK"
    for place in (0, 1, 2, 4, 7, 8, 11, 12):
        for letter in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            changed = number[:place] + letter + number[place + 1 :]
            if changed != number:
                with pytest.raises(BadIdentifier):
                    check_identifier("gstin", changed)


def test_gstin_agrees_with_pan_and_state():
    check_agreement(gstin="29AAKCS1234C1ZK", pan="AAKCS1234C", state_code="29")
    check_agreement(gstin="", pan="AAKCS1234C", state_code="29")
    check_agreement(gstin=gstin(1, "28"), pan="", state_code="37")  # an old number of Andhra Pradesh
    with pytest.raises(BadIdentifier, match="AAKCS1234C") as no:
        check_agreement(gstin="29AAKCS1234C1ZK", pan="AABFT4321K", state_code="29")
    assert no.value.field == "pan"
    with pytest.raises(BadIdentifier) as no:
        check_agreement(gstin="29AAKCS1234C1ZK", pan="", state_code="38")
    assert "for Karnataka, and the state chosen is Ladakh" in str(no.value)


def test_states_have_names():
    assert (state_name("29"), state_name("38"), state_name("28"), state_name("99")) == (
        "Karnataka",
        "Ladakh",
        "Andhra Pradesh",
        "",
    )
    assert state_of("00") is None
    assert len(choices()) == len(STATES) == 37
    assert choices()[0] == ("35", "Andaman and Nicobar Islands")


def test_a_masked_number_cannot_be_copied():
    assert masked("29AAKCS1234C1ZK") == "29••••••••••1ZK"
    assert masked("AB") == "••"
