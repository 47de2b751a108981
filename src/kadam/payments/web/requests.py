"""What a signed-in request carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from kadam.identity.models import Person


class PersonRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: Person
