"""The account: how one signs in, where, what one agreed to, and how one leaves."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kadam.identity import actions, notices, queries
from kadam.identity.adapters import set_language_cookie
from kadam.identity.purposes import PURPOSES
from kadam.identity.web.forms import DetailsForm
from kadam.identity.web.requests import SignedIn, signed_in
from kadam.kit import clock
from kadam.kit.refusals import Refusal
from kadam.kit.rules import rules
from kadam.kit.web.http import see_other


@signed_in
@require_safe
def security(request: SignedIn) -> HttpResponse:
    """The account at a glance."""
    person = request.user
    shown = {
        "methods": queries.methods(person),
        "sessions": queries.sessions(person, request.session.session_key),
        "consents": queries.consents(person),
        "language_name": dict(settings.LANGUAGES)[person.language],
    }
    return render(request, "identity/account.html", shown)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: SignedIn) -> HttpResponse:
    """Name and language."""
    person = request.user
    first = {"name": person.name, "language": person.language}
    form = DetailsForm(request.POST or None, initial=first)
    if not form.is_valid():
        return render(request, "identity/details.html", {"form": form}, status=422 if form.is_bound else 200)
    actions.edit_details(person=person, actor=person, now=clock.now(), **form.cleaned_data)
    messages.success(request, _("Your details are saved."))
    response = see_other("identity:security")
    set_language_cookie(response, person.language)
    return response


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: SignedIn) -> HttpResponse:
    """Where the person is signed in; POST ends every session but this one."""
    person, key = request.user, request.session.session_key or ""
    if request.method == "POST":
        count = actions.end_other_sessions(person=person, keep_session=key, now=clock.now())
        said = _("Every other device is signed out.") if count else _("You were signed in only here.")
        messages.success(request, said)
        return see_other("identity:sessions")
    return render(request, "identity/sessions.html", {"sessions": queries.sessions(person, key)})


@signed_in
@require_POST
def session_end(request: SignedIn, code: str) -> HttpResponse:
    """End one session."""
    key = queries.session_key(request.user, code)
    actions.end_session(person=request.user, session_key=key, now=clock.now())
    messages.success(request, _("That device is signed out."))
    return see_other("identity:sessions")


@signed_in
@require_safe
def consents(request: SignedIn) -> HttpResponse:
    """Each purpose in plain words, and one button to agree or to take it back."""
    shown = {
        "consents": queries.consents(request.user),
        "past": queries.past_consents(request.user),
        "notice": notices.current_notice(get_language() or "en"),
        "closing_days": rules().closing_days,
    }
    return render(request, "identity/consents.html", shown)


@signed_in
@require_POST
def consent(request: SignedIn, purpose: str) -> HttpResponse:
    """Agree to one purpose, in the language of the page."""
    wanted = _purpose(purpose)
    language = get_language() or "en"
    actions.give_consent(person=request.user, purpose=purpose, language=language, now=clock.now())
    messages.success(request, _("You agreed: %(title)s.") % {"title": wanted.title})
    return see_other("identity:consents")


@signed_in
@require_POST
def withdrawal(request: SignedIn, purpose: str) -> HttpResponse:
    """Take one agreement back."""
    wanted = _purpose(purpose)
    actions.withdraw_consent(person=request.user, purpose=purpose, now=clock.now())
    messages.success(request, _("Taken back: %(title)s. It ends now.") % {"title": wanted.title})
    return see_other("identity:consents")


def _purpose(key: str) -> Any:
    if key not in PURPOSES:
        raise Http404()
    return PURPOSES[key]


@require_safe
def notice(request: HttpRequest, version: str, language: str) -> HttpResponse:
    """One notice, word for word, for anybody."""
    found = notices.notice(version, language)
    if found is None:
        raise Http404()
    shown = {"notice": found, "blocks": notices.blocks(found.text), "current": notices.CURRENT}
    return render(request, "identity/notice.html", shown)


@signed_in
@reauthentication_required(app="allauth.account", allow_get=True)  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "HEAD", "POST"])
def closure(request: SignedIn) -> HttpResponse:
    """What closing the account means; POST sets the day."""
    status = 200
    refusal = ""
    if request.method == "POST":
        try:
            actions.ask_closure(person=request.user, actor=request.user, now=clock.now())
            return see_other("identity:closure")
        except Refusal as no:
            status, refusal = no.status, str(no)
    shown = {"closing_days": rules().closing_days, "refusal": refusal}
    return render(request, "identity/closure.html", shown, status=status)


@signed_in
@require_POST
def closure_cancellation(request: SignedIn) -> HttpResponse:
    """Keep the account."""
    actions.call_off_closure(person=request.user, actor=request.user, now=clock.now())
    messages.success(request, _("Your account stays open."))
    return see_other("identity:security")
