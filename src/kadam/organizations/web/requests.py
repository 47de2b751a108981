"""The type of a request that `login_required` let through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from kadam.identity.models import Person


class MemberRequest(HttpRequest):
    """A request of somebody signed in."""

    user: Person
