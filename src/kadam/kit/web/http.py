"""Small answers that every capability gives."""

from __future__ import annotations

from django.http import HttpResponseRedirect
from django.urls import reverse


class SeeOther(HttpResponseRedirect):
    """303: the step is done; look there. A reload repeats nothing."""

    status_code = 303


def see_other(name: str, **parts: object) -> SeeOther:
    """`see_other("projects:detail", code=project.code)` after a POST that did its work."""
    return SeeOther(reverse(name, kwargs=parts or None))
