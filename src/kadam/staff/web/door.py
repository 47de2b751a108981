"""The door of the console."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse

from kadam.organizations.web.requests import MemberRequest

View = Callable[..., HttpResponse]


def staff_only(view: View) -> Any:
    """Staff come in; who is not signed in is asked to; for everybody else there is nothing here (404)."""

    @login_required
    @wraps(view)
    def guarded(request: MemberRequest, *parts: Any, **named: Any) -> HttpResponse:
        if not request.user.is_staff:
            raise Http404
        return view(request, *parts, **named)

    return guarded
