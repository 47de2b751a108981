"""The life of an application."""

from kadam.kit.transitions import Machine, transition

APPLICATION = Machine(
    "submitted",
    transition("see", "submitted", "seen"),
    transition("shortlist", "submitted seen", "shortlisted"),
    transition("offer", "shortlisted", "offered"),
    transition("accept", "offered", "accepted"),
    transition("decline", "offered", "withdrawn"),
    transition("expire_offer", "offered", "offer_expired"),
    transition("refuse", "submitted seen shortlisted", "not_selected"),
    transition("withdraw", "submitted seen shortlisted", "withdrawn"),
    transition("leave_unanswered", "submitted seen shortlisted", "unanswered"),
    transition("fill", "submitted seen shortlisted", "filled"),  # all seats went to others
    transition("call_off", "submitted seen shortlisted offered", "filled"),  # the project was cancelled
)

WAITING = ("submitted", "seen", "shortlisted")  # for the company's answer
OPEN = (*WAITING, "offered")  # counts against the student's cap
NAMED = ("shortlisted", "offered", "accepted", "offer_expired")  # the company may see who it is

REASONS = (
    "other_fit_better",
    "answer_off_question",
    "skills_missing",
    "dates_clash",
    "too_little_detail",
    "seats_filled",
)
