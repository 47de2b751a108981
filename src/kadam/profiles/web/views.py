"""Pages of a student's profile. Each is about the signed-in person alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kadam.identity.web.requests import SignedIn, signed_in
from kadam.kit import clock
from kadam.kit.forms import attempt
from kadam.kit.web.http import SeeOther, see_other
from kadam.profiles import actions, queries
from kadam.profiles.web.forms import BlackoutForm, ProfileForm

if TYPE_CHECKING:
    from kadam.profiles.models import Profile
KEPT = (
    "institution", "course", "study_year", "city", "state_code", "languages", "headline", "about", "weekly_hours",
    "visibility",
)  # fmt: skip


@signed_in
@require_safe
def own(request: SignedIn) -> HttpResponse:
    """How companies see me, what to do next, my skills and my calendar; who is no student yet makes a profile."""
    profile = queries.of_person(request.user)
    if profile is None:
        return see_other("profiles:new")
    page = queries.own_page(profile, clock.today())
    return render(request, "profiles/own.html", {"page": page, "profile": profile})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    """Become a student. `next` names the page that sent the person here."""
    if queries.of_person(request.user) is not None:
        return _onward(request)
    found = queries.is_found_by_companies(request.user)
    first = {"languages": ["en"], "weekly_hours": 12, "visibility": "companies" if found else "private"}
    form = ProfileForm(request.POST or None, initial=first)
    made, status = attempt(
        form,
        lambda: actions.create_profile(
            actor=request.user, now=clock.now(), language=get_language() or "", **form.cleaned_data
        ),
    )
    if made:
        messages.success(request, _("Your profile is ready. Now find a project that fits."))
        return _onward(request)
    return _form_page(request, form, "profiles/new.html", status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn) -> HttpResponse:
    """Change what the profile says."""
    profile = queries.get_own(request.user)
    form = ProfileForm(request.POST or None, initial=None if request.POST else _as_typed(profile))
    saved, status = attempt(
        form,
        lambda: actions.edit_profile(
            profile,
            actor=request.user,
            now=clock.now(),
            language=get_language() or "",
            **form.cleaned_data,
        ),
    )
    if saved:
        messages.success(request, _("Your profile is saved."))
        return see_other("profiles:own")
    return _form_page(request, form, "profiles/edit.html", status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def blackouts(request: SignedIn) -> HttpResponse:
    """The calendar: days on which the student does not work; POST marks some."""
    profile = queries.get_own(request.user)
    form = BlackoutForm(request.POST or None)
    marked, status = attempt(
        form,
        lambda: actions.add_blackout(profile, actor=request.user, now=clock.now(), **form.cleaned_data),
    )
    if marked:
        messages.success(request, _("Marked. Clocks of your projects stop on these days."))
        return see_other("profiles:blackouts")
    today = clock.today()
    rows = queries.blackout_rows(profile, today)
    shown = {"form": form, "rows": rows, "weeks": queries.weeks(rows, today)}
    return render(request, "profiles/blackouts.html", shown, status=status)


@signed_in
@require_POST
def blackout_removal(request: SignedIn, code: str) -> HttpResponse:
    """Free the days again."""
    blackout = queries.get_blackout(request.user, code)
    actions.remove_blackout(blackout, actor=request.user, now=clock.now())
    messages.success(request, _("%(label)s: these days are free again.") % {"label": blackout.label})
    return see_other("profiles:blackouts")


def _as_typed(profile: Profile) -> dict[str, Any]:
    """What the form shows before anything is changed."""
    return {name: getattr(profile, name) for name in KEPT} | {"skills": queries.skills(profile)}


def _form_page(request: HttpRequest, form: ProfileForm, template: str, status: int) -> HttpResponse:
    shown = {"form": form, "universities": queries.universities(), "next": _next(request)}
    return render(request, template, shown, status=status)


def _next(request: HttpRequest) -> str:
    """Where to go on, if that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    hosts, secure = {request.get_host()}, request.is_secure()
    return wanted if url_has_allowed_host_and_scheme(wanted, hosts, require_https=secure) else ""


def _onward(request: HttpRequest) -> HttpResponse:
    wanted = _next(request)
    return SeeOther(wanted) if wanted else see_other("profiles:own")
