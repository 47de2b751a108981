"""The signed-in person, found again with the number of lines they have not read, in the same one query."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from kadam.identity import backends
from kadam.notifications.queries import with_unread


class PersonBackend(backends.PersonBackend):
    """Sign-in as identity does it; the person of a session also carries `unread_notifications`."""

    def people(self) -> QuerySet[Any]:
        """Who may have a session, with what the page frame shows of them."""
        return with_unread(super().people())
