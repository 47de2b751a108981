"""Everything that changes a project, one story a file. Each action is one transaction."""

from kadam.projects.actions.drafting import draft_project, edit_brief
from kadam.projects.actions.ending import (
    cancel_project,
    expire_unfunded,
    give_back_free_seats,
    lift_suspension,
    suspend_project,
)
from kadam.projects.actions.intake import close_intake, take_queue_place
from kadam.projects.actions.opening import index_project, link_documents, open_project, reindex_company
from kadam.projects.actions.review import ask_changes, pass_review, reopen_draft, submit_brief
from kadam.projects.actions.seats import free_seat, give_up_seat, reserve_seat, settle_seat, take_seat

__all__ = [
    "ask_changes",
    "cancel_project",
    "close_intake",
    "draft_project",
    "edit_brief",
    "expire_unfunded",
    "free_seat",
    "give_back_free_seats",
    "give_up_seat",
    "index_project",
    "lift_suspension",
    "link_documents",
    "open_project",
    "pass_review",
    "reindex_company",
    "reopen_draft",
    "reserve_seat",
    "settle_seat",
    "submit_brief",
    "suspend_project",
    "take_queue_place",
    "take_seat",
]
