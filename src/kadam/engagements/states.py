"""The life of an engagement."""

from kadam.kit.transitions import Machine, transition

ENGAGEMENT = Machine(
    "agreed",
    transition("kick_off", "agreed", "working"),
    transition("pause", "working", "paused"),
    transition("resume", "paused", "working"),
    transition("submit", "working", "submitted"),
    transition("resubmit", "revision_asked", "submitted"),
    transition("ask_revision", "submitted", "revision_asked"),
    transition("accept", "submitted", "accepted"),
    transition("accept_by_clock", "submitted", "auto_accepted"),
    transition("abandon", "agreed working paused revision_asked", "abandoned"),
    transition("dispute", "working paused submitted revision_asked", "disputed"),
    transition("settle", "disputed", "settled"),
)

DONE = ("accepted", "auto_accepted")
SCORES = ("problem_solving", "work_ethic", "quality", "communication")  # of an accepted work, 1-4 each
RUNNING = ("agreed", "working", "paused", "submitted", "revision_asked", "disputed")
