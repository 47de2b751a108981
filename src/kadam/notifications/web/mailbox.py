"""Pages: every message that development or a demo kept instead of sending. Open to anybody there; 404 elsewhere."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from kadam.notifications import queries

# A mail brings its own inline styles and nothing else: no script runs, nothing is fetched, it has no origin of ours.
MAIL_CSP: dict[str, Any] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "img-src": ["data:"],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}


@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """All messages, newest first; `?to=` narrows to an address."""
    to = request.GET.get("to", "").strip()
    page = queries.mailbox(request.GET.get("after"), to)
    return render(request, "notifications/mailbox.html", {"page": page, "to": to})


@require_safe
def message(request: HttpRequest, code: str) -> HttpResponse:
    """One message: its text, and a way to see it as a mail program would."""
    return render(request, "notifications/mailbox_message.html", {"message": queries.kept_message(code)})


@require_safe
@csp_override(MAIL_CSP)
def html(request: HttpRequest, code: str) -> HttpResponse:
    """The HTML of one message, alone, under a policy of its own."""
    return HttpResponse(queries.kept_message(code).html)
