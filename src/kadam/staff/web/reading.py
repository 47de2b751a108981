"""Pages: anything by what one has in hand, and what happened to it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kadam.identity.web.requests import SignedIn
from kadam.staff import queries
from kadam.staff.web.door import staff_only
from kadam.staff.words import subject_name


@staff_only
@require_safe
def search(request: SignedIn) -> HttpResponse:
    """People, organisations, projects by words; anything by its code or the provider's id."""
    text = request.GET.get("q", "").strip()[:200]
    return render(request, "staff/search.html", {"text": text, "found": queries.search(text)})


@staff_only
@require_safe
def recent(request: SignedIn) -> HttpResponse:
    """Everything that happened, newest first."""
    page = queries.recent(request.GET.get("after"))
    context = {"page": page, "subject": "", "name": "", "thing": None, "by": False}
    return render(request, "staff/journal.html", context)


@staff_only
@require_safe
def journal(request: SignedIn, subject: str) -> HttpResponse:
    """What happened to one thing, newest first; `?by=1` for what a person did."""
    kind, colon, code = subject.partition(":")
    if not colon or len(subject) > 40:
        raise Http404
    by = kind == "person" and bool(request.GET.get("by"))
    cursor = request.GET.get("after")
    context = {
        "page": queries.acts(code, cursor) if by else queries.events_of(subject, cursor),
        "subject": subject,
        "name": subject_name(subject),
        "thing": queries.thing(subject),
        "by": by,
    }
    return render(request, "staff/journal.html", context)
