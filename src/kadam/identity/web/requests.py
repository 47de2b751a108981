"""Requests of people who are signed in, for every capability's views."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase

if TYPE_CHECKING:
    from kadam.identity.models import Person


class SignedIn(HttpRequest):
    """A request whose user is a Person. Only ever a type: `signed_in` lets no other request through."""

    user: Person


type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def signed_in[**P](view: Callable[Concatenate[SignedIn, P], HttpResponseBase]) -> View[P]:
    """`login_required` with the type that follows from it: everybody else is sent to sign in first."""
    return cast("View[P]", login_required(view))
