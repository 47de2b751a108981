"""Pages: what a person was told, and what they want mailed."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kadam.identity.web.requests import SignedIn, signed_in
from kadam.kit.clock import now
from kadam.kit.web.http import SeeOther, see_other
from kadam.notifications import actions, queries
from kadam.notifications.web.forms import MailForm


@signed_in
@require_safe
def lines(request: SignedIn) -> HttpResponse:
    """What is new, then what was read, newest first."""
    cursor = request.GET.get("after")
    new = [] if cursor else queries.new_lines(request.user)
    context = {
        "new": new,
        "read": queries.read_lines(request.user, cursor),
        "is_first": not cursor,
        "up_to": new[0].at.isoformat() if new else "",
        "all_shown": len(new) < queries.NEW_MAX,
    }
    return render(request, "notifications/list.html", context)


@signed_in
@require_POST
def opening(request: SignedIn) -> HttpResponse:
    """Go where a line leads; it is read from then on."""
    line = queries.get_line(request.user, request.POST.get("event", ""))
    return SeeOther(actions.open_line(line, now=now()))


@signed_in
@require_POST
def reading(request: SignedIn) -> HttpResponse:
    """Mark everything read that the page showed or older; what came in meanwhile stays new."""
    at = now()
    up_to = at
    with suppress(ValueError):
        up_to = min(at, datetime.fromisoformat(request.POST.get("up_to", "")).astimezone())
    actions.read_all(actor=request.user, up_to=up_to, now=at)
    return see_other("notifications:list")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: SignedIn) -> HttpResponse:
    """Which topics are mailed; POST saves the choice."""
    choices = queries.choices(request.user)
    form = MailForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        muted = actions.choose_mail(form.cleaned_data["mailed"], actor=request.user, now=now())
        text = _("Saved. You get no mail about what you switched off; your list here still shows it.")
        messages.success(
            request, text if muted else _("Saved. We mail you about everything that concerns you.")
        )
        return see_other("notifications:preferences")
    topics = {one.topic.key: one.topic for one in choices}
    context = {
        "form": form,
        "topics": topics,
        "always": [one.topic for one in choices if not one.topic.mutable],
    }
    return render(request, "notifications/preferences.html", context, status=422 if form.errors else 200)
