"""The pages for what went wrong: each says what happened and where to go next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: it does not exist, or this person may not see it; the answer is the same."""
    text = _("There is nothing at this address, or it is not yours to see. It may have been moved or closed.")
    return _page(request, 404, _("We cannot find this page"), text)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: seen, but not allowed."""
    return _page(
        request,
        403,
        _("This is not open to you"),
        _("Your role does not allow this step. An owner of the organisation can."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    text = _(
        "The mistake is ours and has been noted. Nothing you had saved is lost. Please try again in a minute."
    )
    return _page(request, 500, _("Something broke on our side"), text)


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "kit/error.html", {"title": title, "text": text, "way_back": "/"}, status=status)
