"""Turns a refusal that no form caught into a page a person can act on."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kadam.kit.refusals import Refusal


class RefusalMiddleware:
    """A business "no" is an answer, never a crash: its own status and its own sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answers a Refusal; leaves every other exception to the framework."""
        if not isinstance(exception, Refusal):
            return None
        back = request.META.get("HTTP_REFERER", "")
        here = f"{request.scheme}://{request.get_host()}"
        way_back = back.removeprefix(here) if back.startswith(here + "/") else "/"
        return _page(request, exception, way_back)


def _page(request: HttpRequest, refusal: Refusal, way_back: str) -> HttpResponse:
    context = {"title": _("Not this time"), "text": str(refusal), "way_back": way_back}
    return render(request, "kit/error.html", context, status=refusal.status)
