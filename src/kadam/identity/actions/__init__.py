"""Everything that may be done to an account; one story a file."""

from kadam.identity.actions.consents import (
    GivenAlready,
    NeedsClosing,
    NotGiven,
    UnknownPurpose,
    give_consent,
    withdraw_consent,
)
from kadam.identity.actions.signing_up import AddressTaken, TooYoung, sign_up, verify_email
from kadam.identity.actions.staff import appoint_staff

__all__ = [
    "AddressTaken",
    "GivenAlready",
    "NeedsClosing",
    "NotGiven",
    "TooYoung",
    "UnknownPurpose",
    "appoint_staff",
    "give_consent",
    "sign_up",
    "verify_email",
    "withdraw_consent",
]
