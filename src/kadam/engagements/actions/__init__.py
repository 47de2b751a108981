"""The life of an engagement: begun, worked on, handed in, judged, accepted and paid, or ended."""

from kadam.engagements.actions.accepting import accept, accept_overdue, ask_revision, remind_of_reviews
from kadam.engagements.actions.beginning import begin, kick_off
from kadam.engagements.actions.ending import abandon
from kadam.engagements.actions.working import (
    pause,
    pause_for_exams,
    resume,
    say,
    submit_work,
)

__all__ = [
    "abandon",
    "accept",
    "accept_overdue",
    "ask_revision",
    "begin",
    "kick_off",
    "pause",
    "pause_for_exams",
    "remind_of_reviews",
    "resume",
    "say",
    "submit_work",
]
