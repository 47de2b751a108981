"""Everything that may be done to an account; one story a file."""

from kadam.identity.actions.closing import (
    ClosingAlready,
    NotClosing,
    ask_closure,
    call_off_closure,
    close_account,
)
from kadam.identity.actions.consents import (
    GivenAlready,
    NeedsClosing,
    NotGiven,
    UnknownPurpose,
    give_consent,
    withdraw_consent,
)
from kadam.identity.actions.credentials import (
    end_other_sessions,
    end_session,
    note_email,
    note_method,
    note_sign_in,
    set_password,
)
from kadam.identity.actions.details import edit_details
from kadam.identity.actions.signing_up import AddressTaken, TooYoung, open_account, sign_up, verify_email
from kadam.identity.actions.staff import appoint_staff

__all__ = [
    "AddressTaken",
    "ClosingAlready",
    "GivenAlready",
    "NeedsClosing",
    "NotClosing",
    "NotGiven",
    "TooYoung",
    "UnknownPurpose",
    "appoint_staff",
    "ask_closure",
    "call_off_closure",
    "close_account",
    "edit_details",
    "end_other_sessions",
    "end_session",
    "give_consent",
    "note_email",
    "note_method",
    "note_sign_in",
    "open_account",
    "set_password",
    "sign_up",
    "verify_email",
    "withdraw_consent",
]
