"""The life of an uploaded file."""

from kadam.kit.transitions import Machine, transition

FILE = Machine(
    "quarantined",
    transition("clear", "quarantined", "clear"),  # kind checked, and scanned where a scanner is set
    transition("refuse", "quarantined", "refused"),
)
