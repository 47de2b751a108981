"""The sign-in library draws a form that failed with status 200; programs and people's tools should see 422."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse


class RefusedFormMiddleware:
    """Costs nothing on other answers: the framework calls it for the library's unrendered templates only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """Give a re-drawn form its status."""
        if request.method == "POST" and response.status_code == 200:
            response.status_code = 422
        return response
