"""The public list and the public page of a project."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kadam.kit import clock
from kadam.projects import queries
from kadam.projects.web import filters, fragments
from kadam.projects.web.project_page import page_of


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    """Open projects, as the address asks. At most three queries of its own."""
    asked = filters.read(request.GET)
    today = clock.today()
    page = queries.listing(asked.filters, request.GET.get("after"), today=today)
    context = {
        "asked": asked,
        "params": asked.params,
        "cards": [fragments.card(row, 2) for row in page.rows],
        "more": filters.address(asked.params, after=page.next_cursor) if page.next_cursor else None,
        "later": bool(request.GET.get("after")),
        "first": filters.address(asked.params) if request.GET.get("after") else None,
        "filter_bar": filters.bar(asked),
        "orders": filters.orders(asked) if page.rows else [],
    }
    if not page.rows:
        others = queries.listing(queries.Filters(), today=today, size=3).rows if asked.params else []
        context["without"] = filters.without(asked)
        context["others"] = [fragments.card(row, 3) for row in others]
    return render(request, "projects/list.html", context)


@cache
def release() -> int:
    """What changes when the templates do, the same in every process: a copy of an older release is not current."""
    return max(path.stat().st_mtime_ns for path in settings.PACKAGE.glob("*/jinja2/**/*.html"))


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One project, for anybody. One small query; a visitor who has this version already gets 304."""
    version = queries.public_version(code)
    if version is None:
        raise Http404
    now = clock.now()
    tag = tag_of(request, version, queries.takes_pitches_now(version, now)) if may_be_kept(request) else None
    answer = get_conditional_response(request, etag=tag) if tag else None
    if answer is None:
        page = page_of(version, address=request.build_absolute_uri(request.path), now=now)
        answer = render(request, "projects/detail.html", {"page": page, "preview": False})
    if tag:
        answer.headers["ETag"] = tag
    patch_vary_headers(answer, ["Cookie", "Accept-Language"])
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def may_be_kept(request: HttpRequest) -> bool:
    """Is the page the same at the next reading, as far as the reader goes: not signed in, and nothing to be told?"""
    return not any(request.COOKIES.get(name) for name in (settings.SESSION_COOKIE_NAME, "messages"))


def tag_of(request: HttpRequest, version: queries.PublicVersion, takes: bool) -> str:
    """The entity tag of a version of the page for this reader.

    Weak: two copies differ in the mask of their forms' token. The token itself is part of the tag, because a kept
    page must go on working.
    """
    cookies = request.COOKIES
    reader = (
        get_language(),
        cookies.get("theme"),
        cookies.get(settings.CSRF_COOKIE_NAME),
        clock.today(),
        request.get_host(),
        release(),
        static("kit/kadam.css"),
    )
    return f'W/"{blake2b(repr((version, takes, reader)).encode(), digest_size=12).hexdigest()}"'
