"""Reading about people."""

from __future__ import annotations

from django.http import Http404

from kadam.identity.models import Person


def get_person(code: str) -> Person:
    """The person of that public code, active or not. Raises Http404. The caller must have cause to know them."""
    try:
        return Person.objects.get(code=code)
    except Person.DoesNotExist:
        raise Http404() from None


def find_by_email(email: str) -> Person | None:
    """The person who signs in with that address, if any. Never tell a stranger the answer."""
    return Person.objects.filter(email=email.strip().lower()).first()
