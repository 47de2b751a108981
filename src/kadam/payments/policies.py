"""Who may move money, and what can be written as a place to send it."""

from __future__ import annotations

import re
from collections.abc import Collection

PAYERS = ("owner", "finance")
VPA = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.\-_]{0,253}[A-Za-z0-9])?@[A-Za-z][A-Za-z0-9]{1,63}")
IFSC = re.compile(r"[A-Z]{4}0[A-Z0-9]{6}")  # RBI: bank, a zero, branch
BANK_ACCOUNT = re.compile(r"[0-9]{6,18}")


def can_pay(roles: Collection[str]) -> bool:
    """Owners and finance move the company's money; others may ask them to."""
    return bool(set(PAYERS) & set(roles))


def is_upi_id(text: str) -> bool:
    """`name@bank`, 3 to 100 characters; an e-mail address is not one."""
    return 3 <= len(text) <= 100 and VPA.fullmatch(text) is not None


def is_ifsc(text: str) -> bool:
    """Eleven characters: four letters, a zero, six letters or digits."""
    return IFSC.fullmatch(text) is not None


def is_bank_account(text: str) -> bool:
    """6 to 18 digits."""
    return BANK_ACCOUNT.fullmatch(text) is not None


def masked_upi(text: str) -> str:
    """ "asha.rao@okhdfc" -> "as•••@okhdfc"."""
    name, _at, bank = text.partition("@")
    return f"{name[:2] if len(name) > 3 else name[:1]}•••@{bank}"


def masked_bank(account: str, ifsc: str) -> str:
    """ "HDFC •••• 4321"."""
    return f"{ifsc[:4]} •••• {account[-4:]}"
