"""The door of the console."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.http import Http404
from django.http.response import HttpResponseBase

from kadam.identity.web.requests import SignedIn, View, signed_in


def staff_only[**P](view: Callable[Concatenate[SignedIn, P], HttpResponseBase]) -> View[P]:
    """Staff come in; who is not signed in is asked to; for everybody else there is nothing here (404)."""

    @signed_in
    @wraps(view)
    def guarded(request: SignedIn, /, *parts: P.args, **named: P.kwargs) -> HttpResponseBase:
        if not request.user.is_staff:
            raise Http404
        return view(request, *parts, **named)

    return guarded
