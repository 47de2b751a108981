"""Home, dashboards, hats, and the pages that explain."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kadam.engagements.web.drawing import line_steps
from kadam.identity.notices import current_notice
from kadam.identity.web.requests import SignedIn, signed_in
from kadam.kit import clock
from kadam.kit.rules import rules
from kadam.kit.web.http import see_other
from kadam.pages import dashboards, hats, health, queries


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What Kadam is, and what is open now."""
    now = clock.now()
    return render(
        request,
        "pages/home.html",
        {"open_now": queries.open_now(now=now), "pulse": queries.market_pulse(now=now)},
    )


@require_GET
@signed_in
def dashboard(request: SignedIn) -> HttpResponse:
    """What waits for this person under this hat, and what happens next."""
    person = request.user
    mine = hats.hats_of(person)
    worn = hats.worn(request, mine)
    kind = worn.kind if worn else "student"
    if kind == "staff":
        return see_other("staff:home")
    board = dashboards.BOARDS[kind](person, worn, clock.now())
    return render(request, f"pages/dashboard_{kind}.html", {"board": board, "hat": worn, "steps": line_steps})


@require_POST
@signed_in
def hat(request: SignedIn) -> HttpResponse:
    """Put on another hat and look at its dashboard."""
    chosen = hats.wear(request, request.POST.get("hat", ""), hats.hats_of(request.user))
    return see_other("staff:home" if chosen.kind == "staff" else "pages:dashboard")


@require_GET
def companies(request: HttpRequest) -> HttpResponse:
    """Why a company comes here, and how."""
    return render(request, "pages/companies.html", {"rules": rules(), "ideas": queries.project_ideas()})


@require_GET
def universities(request: HttpRequest) -> HttpResponse:
    """Why a university comes here, and how."""
    return render(request, "pages/universities.html", {"rules": rules()})


@require_GET
def rules_page(request: HttpRequest) -> HttpResponse:
    """The rules of the market, with the figures in force on this instance."""
    return render(request, "pages/rules.html", {"rules": rules()})


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """The notice in force, in the reader's language, word for word (DPDP Act 2023, s. 5)."""
    notice = current_notice(request.LANGUAGE_CODE)
    return redirect("identity:notice", version=notice.version, language=notice.language)


@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while pages, worker and scheduler all work; 503 with the names of what does not."""
    state = health.check(now=timezone.now())
    response = JsonResponse(state, status=200 if state["ok"] else 503)
    response._has_been_logged = True  # type: ignore[attr-defined]  # a monitor asks often; the answer is enough
    return response


@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: public pages, not people."""
    lines = [
        "User-agent: *",
        "Disallow: /account/",
        "Disallow: /staff/",
        "Disallow: /demo/",
        "Disallow: /notifications/",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")
