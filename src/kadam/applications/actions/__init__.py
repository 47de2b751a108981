"""Pitching, selecting, offering, and the clocks that see to it that everyone gets an answer."""

from kadam.applications.actions.answering import (
    close_unanswered,
    fill_open_applications,
    remind_of_answers,
)
from kadam.applications.actions.offering import (
    accept_offer,
    decline_offer,
    expire_due_offers,
    expire_offer,
    make_offer,
)
from kadam.applications.actions.pitching import apply, withdraw
from kadam.applications.actions.selecting import mark_seen, refuse, refuse_many, shortlist

__all__ = [
    "accept_offer",
    "apply",
    "close_unanswered",
    "decline_offer",
    "expire_due_offers",
    "expire_offer",
    "fill_open_applications",
    "make_offer",
    "mark_seen",
    "refuse",
    "refuse_many",
    "remind_of_answers",
    "shortlist",
    "withdraw",
]
