"""The lives of money set aside, sent and sent back. Every move is also an entry in the ledger."""

from kadam.kit.transitions import Machine, transition

FUNDING = Machine(
    "requested",
    transition("pay", "requested expired failed", "paid"),  # the provider's word counts, even a late one
    transition("fail", "requested", "failed"),
    transition("expire", "requested", "expired"),
)

HOLD = Machine(
    "requested",
    transition("hold", "requested", "held"),
    transition("fail", "requested", "failed"),
    transition("release", "held", "released"),
    transition("refund", "held", "refunded"),
    transition("send_back", "requested failed", "refunded"),  # paid after nobody wanted it any more
    transition("split", "held", "partly_released"),
)

PAYOUT = Machine(
    "due",
    transition("send", "due", "sent"),
    transition("pay", "due sent", "paid"),
    transition("return", "due sent", "returned"),
    transition("reverse", "paid", "returned"),  # the bank took it back after it had arrived
    transition("retry", "returned", "due"),
)

REFUND = Machine(
    "due",
    transition("send", "due", "sent"),
    transition("complete", "due sent", "done"),
    transition("fail", "due sent", "failed"),
    transition("retry", "failed", "due"),
)
