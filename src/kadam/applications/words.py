"""States and reasons of a pitch, in words for each side."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASON_WORDS: dict[str, str | Promise] = {
    "other_fit_better": _("Another pitch fits this project better"),
    "answer_off_question": _("The answers did not go into the questions"),
    "skills_missing": _("A skill that this project needs is missing"),
    "dates_clash": _("The dates do not fit"),
    "too_little_detail": _("The answers are too general to judge"),
    "seats_filled": _("All seats went to others"),
}

STATE_WORDS: dict[str, tuple[str | Promise, str]] = {  # words for the student, tone
    "submitted": (_("Handed in"), "marigold"),
    "seen": (_("Read by the company"), "marigold"),
    "shortlisted": (_("On the shortlist"), "indigo"),
    "offered": (_("You have an offer"), "leaf"),
    "accepted": (_("Yours"), "leaf"),
    "not_selected": (_("Not this time"), "plain"),
    "withdrawn": (_("Withdrawn"), "plain"),
    "offer_expired": (_("The offer ran out"), "plain"),
    "unanswered": (_("The company did not answer"), "clay"),
    "filled": (_("The seats went to others"), "plain"),
}

COMPANY_WORDS: dict[str, tuple[str | Promise, str]] = {
    "submitted": (_("New"), "marigold"),
    "seen": (_("Read"), "plain"),
    "shortlisted": (_("Shortlisted"), "indigo"),
    "offered": (_("Offered"), "leaf"),
    "accepted": (_("Took the seat"), "leaf"),
    "not_selected": (_("Answered no"), "plain"),
    "withdrawn": (_("Withdrew"), "plain"),
    "offer_expired": (_("Let the offer run out"), "plain"),
    "unanswered": (_("Left without answer"), "clay"),
    "filled": (_("Seats are gone"), "plain"),
}
