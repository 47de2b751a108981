"""The taxonomy in public: the list of it, and answers while one types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from kadam.skills import queries


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """Every family with its skills; with `?q=`, first the skills that answer to those words."""
    typed = request.GET.get("q", "").strip()[: queries.LONGEST]
    found = queries.suggest(typed, limit=12) if typed else []
    shelves = queries.all_for_browse()
    count = sum(len(shelf.skills) for shelf in shelves)
    shown = {"shelves": shelves, "count": count, "typed": typed, "found": found}
    return render(request, "skills/browse.html", shown)


@require_safe
@cache_control(private=True, max_age=600)  # private: the words of "why" are in the reader's language
def suggestions(request: HttpRequest) -> JsonResponse:
    """At most 8 skills for `?q=`, as `{"results": [{"value": slug, "text": name, "note": why or family}]}`."""
    found = queries.suggest(request.GET.get("q", ""))
    lines = [{"value": one.slug, "text": one.name, "note": one.why or one.family} for one in found]
    return JsonResponse({"results": lines})
