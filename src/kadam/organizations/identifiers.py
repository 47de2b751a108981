"""Numbers that Indian organisations carry: what a good one looks like, and what is wrong with a bad one.

GSTIN: CGST Rules 2017, r. 10; CIN: MCA-21; LLPIN: LLP Rules 2009; Udyam: MSME notification S.O. 2119(E) of 2020;
PAN: Income-tax Rules, r. 114; AISHE: the ministry's directory. Format and check digit only: whether a number is
in force is for staff to see.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.in_ import pan as stdnum_pan

from kadam.kit.refusals import BadInput
from kadam.organizations.gst_states import state_name, state_of

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PAN_HOLDERS = "ABCFGHJLPT"
CIN_KINDS = "PLC|PTC|OPC|FTC|FLC|GOI|SGC|NPL|ULL|ULT|GAP|GAT"
PAN_SHAPE = r"[A-Z]{5}[0-9]{4}[A-Z]"
CIN_SHAPE = rf"[LU][0-9]{{5}}[A-Z]{{2}}[0-9]{{4}}({CIN_KINDS})[0-9]{{6}}"


class BadIdentifier(BadInput):
    """A number that cannot be right; `field` names which, the message what is wrong with it."""


def check_identifier(kind: str, text: str) -> str:
    """The number in its written form, or "" for an empty text. Raises BadIdentifier with `field=kind`.

    `kind` is gstin, pan, cin, llpin, udyam or aishe.
    """
    number = re.sub(r"\s+", "", text).upper()
    if number:
        CHECKS[kind](number)
    return number


def check_agreement(*, gstin: str, pan: str, state_code: str) -> None:
    """A GSTIN holds the state and the PAN of whom it registers. Raises BadIdentifier when they differ."""
    if gstin and pan and gstin[2:12] != pan:
        raise BadIdentifier(
            _("This PAN is not the one inside the GSTIN, which is %(inside)s. One of the two is mistyped."),
            field="pan",
            inside=gstin[2:12],
        )
    if gstin and state_code and state_of(gstin[:2]) != state_of(state_code):
        raise BadIdentifier(
            _("This GSTIN is for %(there)s, and the state chosen is %(here)s. Correct one of them."),
            field="gstin",
            there=state_name(gstin[:2]),
            here=state_name(state_code),
        )


def masked(number: str, head: int = 2, tail: int = 3) -> str:
    """ "29AAKCS1234C1ZK" -> "29••••••••••1ZK": enough to recognise, not enough to copy."""
    if len(number) <= head + tail:
        return "•" * len(number)
    return number[:head] + "•" * (len(number) - head - tail) + number[-tail:]


def _gstin(number: str) -> None:
    _length("gstin", number, 15, _("A GSTIN has 15 characters; this has %(found)s."))
    if state_of(number[:2]) is None:
        _no(
            "gstin",
            _("No state has the GST code %(code)s. A GSTIN starts with two digits, such as 29."),
            code=number[:2],
        )
    try:
        _pan(number[2:12])
    except BadIdentifier as inside:
        _no("gstin", _("Characters 3 to 12 of a GSTIN are a PAN. %(why)s"), why=str(inside))
    if number[12] not in ALPHABET[1:]:
        _no(
            "gstin",
            _("The 13th character counts registrations: 1 to 9, then A to Z. Here it is %(found)s."),
            found=number[12],
        )
    if number[13] != "Z":
        _no("gstin", _("The 14th character of a GSTIN is Z; here it is %(found)s."), found=number[13])
    if number[14] not in ALPHABET or luhn.checksum(number, ALPHABET) != 0:
        _no(
            "gstin",
            _(
                "The last character does not fit the others: one of them is mistyped. Compare the certificate."
            ),
        )


def _pan(number: str) -> None:
    _length("pan", number, 10, _("A PAN has 10 characters; this has %(found)s."))
    if not re.fullmatch(PAN_SHAPE, number):
        _no(
            "pan",
            _("A PAN is five letters, four digits and a letter, such as AAKCS1234C; this is %(number)s."),
            number=number,
        )
    if number[3] not in PAN_HOLDERS:
        _no(
            "pan",
            _("The fourth letter of a PAN says who holds it, such as C; %(found)s is not used."),
            found=number[3],
        )
    try:
        stdnum_pan.validate(number)
    except ValidationError:
        _no("pan", _("The four digits of a PAN count from 0001; these are %(digits)s."), digits=number[5:9])


def _cin(number: str) -> None:
    _length("cin", number, 21, _("A CIN has 21 characters; this has %(found)s."))
    if number[0] not in "LU":
        _no(
            "cin",
            _("A CIN starts with L (listed) or U (unlisted); this starts with %(found)s."),
            found=number[0],
        )
    if not re.fullmatch(CIN_SHAPE, number):
        _no(
            "cin",
            _("A CIN reads like U72900KA2008PTC046374: letter, 5 digits, state, year, kind, 6 digits."),
        )


def _llpin(number: str) -> None:
    if not re.fullmatch(r"[A-Z]{3}-[0-9]{4}", number):
        _no("llpin", _("An LLPIN is three letters, a hyphen and four digits, such as AAB-1234."))


def _udyam(number: str) -> None:
    if not number.startswith("UDYAM-"):
        _no("udyam", _("A Udyam number starts with UDYAM-, such as UDYAM-KR-03-0001234."))
    if not re.fullmatch(r"UDYAM-[A-Z]{2}-[0-9]{2}-[0-9]{7}", number):
        _no(
            "udyam",
            _("After UDYAM come two letters, two digits and seven digits, such as UDYAM-KR-03-0001234."),
        )


def _aishe(number: str) -> None:
    if not re.fullmatch(r"[UCS]-[0-9]{1,6}", number):
        _no("aishe", _("An AISHE code is U, C or S, a hyphen and up to six digits, such as U-0632."))


CHECKS: dict[str, Callable[[str], None]] = {
    "gstin": _gstin,
    "pan": _pan,
    "cin": _cin,
    "llpin": _llpin,
    "udyam": _udyam,
    "aishe": _aishe,
}


def _length(kind: str, number: str, length: int, message: str | Promise) -> None:
    if len(number) != length:
        _no(kind, message, found=len(number))


def _no(kind: str, message: str | Promise, **values: object) -> None:
    raise BadIdentifier(message, field=kind, **values)
