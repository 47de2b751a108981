"""What staff read: what waits, one organisation, one brief, anything by its code, what happened, how the machine is."""

from kadam.staff.queries.board import BooksState, board, books_state
from kadam.staff.queries.checking import brief_file, organization_file
from kadam.staff.queries.history import acts, events_of, recent
from kadam.staff.queries.machine import Machine, machine
from kadam.staff.queries.searching import search, thing

__all__ = [
    "BooksState",
    "Machine",
    "acts",
    "board",
    "books_state",
    "brief_file",
    "events_of",
    "machine",
    "organization_file",
    "recent",
    "search",
    "thing",
]
