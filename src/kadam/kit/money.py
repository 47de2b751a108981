"""Money is a whole number of paise. This is where it becomes words, and where words become it."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_lazy as _

from kadam.kit.refusals import Refusal

PAISE = 100


class NotAnAmount(Refusal):
    """What was typed cannot be read as an amount of rupees."""

    message = _("Write an amount in rupees, such as 6000 or 6,000.50.")
    status = 422


def group_digits(whole: int) -> str:
    """12345678 -> "1,23,45,678": the last three digits, then pairs (lakh, crore)."""
    text = str(whole)
    head, tail = text[:-3], text[-3:]
    return ",".join([*re.findall(r"\d{1,2}(?=(?:\d{2})*$)", head), tail]) if head else tail


def rupees(paise: int) -> str:
    """600000 -> "₹6,000"; paise are shown only where there are any."""
    return rupees_exact(paise).removesuffix(".00")


def rupees_exact(paise: int) -> str:
    """-15000000 -> "-₹1,50,000.00"."""
    sign = "-" if paise < 0 else ""
    whole, part = divmod(abs(paise), PAISE)
    return f"{sign}₹{group_digits(whole)}.{part:02d}"


def parse_rupees(text: str) -> int:
    """ "₹6,000.50" -> 600050 paise. Raises NotAnAmount for anything else, negatives included."""
    cleaned = text.strip().removeprefix("₹").replace(",", "").strip()
    if not re.fullmatch(r"[0-9]{1,11}(\.[0-9]{1,2})?", cleaned):
        raise NotAnAmount()
    try:
        return int(Decimal(cleaned) * PAISE)
    except InvalidOperation:  # pragma: no cover - the pattern admits only decimals
        raise NotAnAmount() from None
