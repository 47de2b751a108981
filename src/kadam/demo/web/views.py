"""Being somebody else, and moving time forward: a demo's two toys. Everywhere else these pages do not exist."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from kadam.demo import queries
from kadam.kit import clock
from kadam.kit.web.http import see_other
from kadam.kit.words import moment
from kadam.pages.hats import SESSION_KEY

SPANS = {
    "hours": timedelta(hours=6),
    "day": timedelta(days=1),
    "days": timedelta(days=3),
    "week": timedelta(days=7),
}
type View = Callable[..., HttpResponse]


def demo_only(view: View) -> View:
    """404 unless this instance is a demo."""

    @wraps(view)
    def door(request: HttpRequest, **parts: str) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, **parts)

    return door


@demo_only
@require_GET
@never_cache
def personas(request: HttpRequest) -> HttpResponse:
    """Whom a visitor can be, and the clock."""
    return render(request, "demo/personas.html", {"personas": queries.personas(), "now": clock.now()})


@demo_only
@require_POST
def be(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as a persona, under the hat the story gives them."""
    persona = queries.get_persona(key)
    logout(request)
    login(request, persona.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[SESSION_KEY] = persona.hat
    messages.info(request, _("You are %(name)s now.") % {"name": persona.name})
    return see_other("staff:home" if persona.hat == "staff" else "pages:dashboard")


@demo_only
@require_POST
def travel(request: HttpRequest) -> HttpResponse:
    """Move the whole instance forward; its clocks then do what has come due."""
    span = SPANS.get(request.POST.get("by", ""))
    if span is None:
        raise Http404
    messages.info(request, _("It is now %(when)s.") % {"when": moment(clock.travel(span))})
    return see_other("demo:personas")
