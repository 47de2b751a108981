"""The life of an organisation's verification."""

from kadam.kit.transitions import Machine, transition

VERIFICATION = Machine(
    "unverified",
    transition("submit", "unverified asked refused", "submitted"),
    transition("approve", "submitted", "verified"),
    transition("ask", "submitted", "asked"),
    transition("refuse", "submitted", "refused"),
    transition("revoke", "verified submitted", "unverified"),  # the name, an identifier or the domain changed
    field="verification",
)
