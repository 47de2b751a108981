"""The life of a project."""

from kadam.kit.transitions import Machine, transition

PROJECT = Machine(
    "draft",
    transition("submit", "draft changes_asked", "in_review"),  # the first of a company is read by a person
    transition("pass_review", "in_review", "awaiting_funds"),
    transition("skip_review", "draft changes_asked", "awaiting_funds"),
    transition("ask_changes", "in_review", "changes_asked"),
    transition("reopen_draft", "awaiting_funds", "draft"),  # nothing is paid yet: the company edits again
    transition("open", "awaiting_funds", "open"),  # by the money alone
    transition("close_intake", "open", "intake_closed"),
    transition("staff", "open intake_closed", "staffed"),  # every seat has its student
    transition("unstaff", "staffed", "intake_closed"),  # a student left before the work was done
    transition("complete", "staffed intake_closed", "completed"),
    transition("cancel", "draft in_review changes_asked awaiting_funds open intake_closed", "cancelled"),
    transition("expire", "awaiting_funds intake_closed", "expired"),
    transition("suspend", "open intake_closed", "suspended"),
    transition("lift_suspension", "suspended", "intake_closed"),
)

PUBLIC = ("open", "intake_closed", "staffed", "completed")
EDITABLE = ("draft", "changes_asked")
