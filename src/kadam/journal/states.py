"""The life of a delivery."""

from kadam.kit.transitions import Machine, transition

DELIVERY = Machine(
    "due",
    transition("lease", "due leased", "leased"),
    transition("finish", "leased", "done"),
    transition("retry", "leased", "due"),
    transition("bury", "leased", "dead"),
    transition("revive", "dead", "due"),
)
