"""The company's side of pitches: the blind first look, the shortlist, the answers, the offer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kadam.applications import actions, queries
from kadam.applications.models import Application
from kadam.applications.states import APPLICATION
from kadam.applications.web import drawing
from kadam.applications.web.forms import RefusalForm
from kadam.applications.words import COMPANY_WORDS, REASON_WORDS
from kadam.files.web import download
from kadam.kit import clock
from kadam.kit.forms import refuse
from kadam.kit.refusals import Refusal
from kadam.kit.rules import rules
from kadam.kit.web.http import see_other
from kadam.projects import queries as projects


@require_GET
@login_required
def pitches(request: HttpRequest, project: str) -> HttpResponse:
    """Every pitch of a project, in queue order, without names before the shortlist."""
    found = projects.get_for_company(request.user, project)
    lines = queries.first_look(found)
    context = {
        "project": found,
        "groups": drawing.groups(lines),
        "words": COMPANY_WORDS,
        "form": RefusalForm(),
        "waiting": sum(line.state in drawing.WAITING for line in lines),
    }
    return render(request, "applications/pitches.html", context)


@require_POST
@login_required
def refusals(request: HttpRequest, project: str) -> HttpResponse:
    """Answer several with one reason and a personal line."""
    found = projects.get_for_company(request.user, project)
    form, codes = RefusalForm(request.POST), request.POST.getlist("pitch")
    lines = queries.first_look(found)
    status = 422
    if not codes:
        form.add_error(None, _("Tick the pitches you want to answer."))
    if form.is_valid():
        chosen = queries.get_many_for_company(request.user, found, codes)
        try:
            told = actions.refuse_many(chosen, actor=request.user, now=clock.now(), **form.cleaned_data)
        except Refusal as refusal:
            status = refuse(form, refusal)
        else:
            text = ngettext("%(n)s student has an answer.", "%(n)s students have an answer.", told)
            messages.success(request, text % {"n": told})
            return see_other("applications:pitches", project=project)
    context = {
        "project": found,
        "groups": drawing.groups(lines),
        "words": COMPANY_WORDS,
        "form": form,
        "chosen": codes,
        "waiting": sum(line.state in drawing.WAITING for line in lines),
    }
    return render(request, "applications/pitches.html", context, status=status)


@require_GET
@login_required
def pitch(request: HttpRequest, code: str) -> HttpResponse:
    """One pitch. Opening it is its read receipt."""
    application = queries.get_for_company(request.user, code)
    actions.mark_seen(application, actor=request.user, now=clock.now())
    return _pitch(request, application)


def _pitch(
    request: HttpRequest, application: Application, form: RefusalForm | None = None, status: int = 200
) -> HttpResponse:
    lines = queries.first_look(application.project)
    context = {
        "project": application.project,
        "pitch": queries.pitch(application),
        "lines": [line for line in lines if line.state in drawing.WAITING or line.code == application.code],
        "words": COMPANY_WORDS,
        "reasons": REASON_WORDS,
        "form": form or RefusalForm(),
        "may": {
            name: APPLICATION.allows(name, application.state) for name in ("shortlist", "offer", "refuse")
        },
        "rules": rules(),
    }
    return render(request, "applications/pitch.html", context, status=status)


@require_POST
@login_required
def shortlisting(request: HttpRequest, code: str) -> HttpResponse:
    """Shortlist: the name shows from now on, and that is on record."""
    application = queries.get_for_company(request.user, code)
    actions.shortlist(application, actor=request.user, now=clock.now())
    messages.success(request, _("On the shortlist. You now see who it is, and that is on record."))
    return see_other("applications:pitch", code=code)


@require_http_methods(["POST"])
@login_required
def refusal(request: HttpRequest, code: str) -> HttpResponse:
    """Answer no, with a reason."""
    application = queries.get_for_company(request.user, code)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return _pitch(request, application, form, 422)
    try:
        actions.refuse(application, actor=request.user, now=clock.now(), **form.cleaned_data)
    except Refusal as no:
        return _pitch(request, application, form, refuse(form, no))
    messages.success(request, _("The student has your answer and its reason."))
    return see_other("applications:pitches", project=application.project.code)


@require_http_methods(["GET", "POST"])
@login_required
def offer(request: HttpRequest, code: str) -> HttpResponse:
    """Offer a seat; the page says what that does to the money and the clock."""
    application = queries.get_for_company(request.user, code)
    context: dict[str, Any] = {
        "project": application.project,
        "pitch": queries.pitch(application),
        "rules": rules(),
    }
    if request.method == "POST":
        actions.make_offer(application, actor=request.user, now=clock.now())
        hours = {"h": rules().offer_hours}
        messages.success(request, _("Offered. The student has %(h)s hours to take the seat.") % hours)
        return see_other("applications:pitch", code=code)
    context["may_offer"] = APPLICATION.allows("offer", application.state)
    return render(request, "applications/offer.html", context)


@require_GET
@login_required
def evidence(request: HttpRequest, code: str, evidence: str) -> FileResponse:
    """A file of a pitch, once its student is shortlisted."""
    application = queries.get_for_company(request.user, code)
    return download(queries.evidence_file(application, evidence).file)
