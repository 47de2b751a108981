"""The public list and the public page of a project."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe

from kadam.kit import clock
from kadam.projects import queries
from kadam.projects.web import filters
from kadam.projects.web.facts import face
from kadam.projects.web.posting import job_posting


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    """Open projects, as the address asks. At most three queries of its own."""
    asked = filters.read(request.GET)
    today = clock.today()
    page = queries.listing(asked.filters, request.GET.get("after"), today=today)
    context = {
        "asked": asked,
        "params": asked.params,
        "cards": page.rows,
        "more": filters.address(asked.params, after=page.next_cursor) if page.next_cursor else None,
        "later": bool(request.GET.get("after")),
        "quick": filters.quick(asked),
        "orders": filters.orders(asked),
        "families": filters.FAMILIES,
        "hour_steps": filters.hour_steps(),
        "starts": filters.STARTS,
    }
    if not page.rows:
        context["without"] = filters.without(asked)
        context["others"] = (
            queries.listing(queries.Filters(), today=today, size=3).rows if asked.params else []
        )
    return render(request, "projects/list.html", context)


@cache
def release() -> int:
    """What changes when the templates do, the same in every process: a copy of an older release is not current."""
    return max(path.stat().st_mtime_ns for path in settings.PACKAGE.glob("*/jinja2/**/*.html"))


def version_of(request: HttpRequest, code: str) -> str | None:
    """The entity tag of a project page for a reader who is not signed in; None for one who is, or has a message.

    Weak: two copies of one version differ in the masked token of their forms.
    """
    cookies = request.COOKIES
    if settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies:
        return None
    version = queries.public_version(code)
    if version is None:
        return None
    reader = (
        get_language(),
        cookies.get("theme"),
        cookies.get(settings.CSRF_COOKIE_NAME),
        clock.today(),
        request.get_host(),
        release(),
        static("kit/kadam.css"),
    )
    return f'W/"{blake2b(repr((version, reader)).encode(), digest_size=12).hexdigest()}"'


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One project, for anybody. Answers 304 to a reader who has this version already: one small query."""
    answer: HttpResponse = _detail(request, code)
    patch_vary_headers(answer, ["Cookie", "Accept-Language"])
    answer.headers.setdefault("Cache-Control", "private, no-cache")
    return answer


@condition(etag_func=version_of)
def _detail(request: HttpRequest, code: str) -> HttpResponse:
    project = queries.get_public(request.user, code)
    brief = queries.brief(project)
    shown = face(project, brief, now=clock.now())
    posting = job_posting(project, brief, request.build_absolute_uri(request.path)) if shown.open else None
    context = {"project": project, "brief": brief, "face": shown, "posting": posting, "preview": False}
    return render(request, "projects/detail.html", context)
