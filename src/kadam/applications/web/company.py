"""The company's side of pitches: the blind first look, the shortlist, the answers, the offer."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kadam.applications import actions, queries
from kadam.applications.states import APPLICATION, WAITING
from kadam.applications.web import drawing
from kadam.applications.web.forms import RefusalForm
from kadam.applications.words import COMPANY_WORDS, REASON_WORDS
from kadam.files.web import download
from kadam.identity.web.requests import SignedIn, signed_in
from kadam.kit import clock
from kadam.kit.forms import attempt
from kadam.kit.rules import rules
from kadam.kit.web.http import see_other
from kadam.organizations.policies import POSTERS, require_role
from kadam.projects import queries as projects

if TYPE_CHECKING:
    from kadam.applications.models import Application
    from kadam.projects.models import Project


@require_GET
@signed_in
def pitches(request: SignedIn, project: str) -> HttpResponse:
    """Every pitch of a project, in queue order, without names before the shortlist."""
    return _pitches(request, projects.get_for_company(request.user, project), RefusalForm())


def _pitches(
    request: HttpRequest,
    project: Project,
    form: RefusalForm,
    chosen: Collection[str] = (),
    status: int = 200,
) -> HttpResponse:
    lines = queries.first_look(project)
    context = {
        "project": project,
        "groups": drawing.groups(lines),
        "words": COMPANY_WORDS,
        "form": form,
        "chosen": chosen,
        "waiting": sum(line.state in WAITING for line in lines),
    }
    return render(request, "applications/pitches.html", context, status=status)


@require_POST
@signed_in
def refusals(request: SignedIn, project: str) -> HttpResponse:
    """Answer several with one reason and a personal line."""
    found = projects.get_for_company(request.user, project)
    form, codes = RefusalForm(request.POST), request.POST.getlist("pitch")
    chosen = queries.chosen(found, codes)
    if not chosen:
        form.add_error(None, _("Tick the pitches you want to answer."))
    told, status = attempt(
        form,
        lambda: actions.refuse_many(chosen, actor=request.user, now=clock.now(), **form.cleaned_data),
    )
    if told is None:
        return _pitches(request, found, form, codes, status)
    text = ngettext("%(n)s student has an answer.", "%(n)s students have an answer.", told)
    messages.success(request, text % {"n": told})
    return see_other("applications:pitches", project=project)


@require_GET
@signed_in
def pitch(request: SignedIn, code: str) -> HttpResponse:
    """One pitch. Opening it is its read receipt."""
    application, roles = queries.get_for_company(request.user, code)
    actions.mark_seen(application, actor=request.user, now=clock.now())
    return _pitch(request, application, roles, RefusalForm())


def _pitch(
    request: HttpRequest,
    application: Application,
    roles: frozenset[str],
    form: RefusalForm,
    status: int = 200,
) -> HttpResponse:
    lines = queries.first_look(application.project)
    context = {
        "project": application.project,
        "pitch": queries.pitch(application),
        "lines": [line for line in lines if line.state in WAITING or line.code == application.code],
        "words": COMPANY_WORDS,
        "reasons": REASON_WORDS,
        "form": form,
        "may": drawing.selecting(application, roles),
    }
    return render(request, "applications/pitch.html", context, status=status)


@require_POST
@signed_in
def shortlisting(request: SignedIn, code: str) -> HttpResponse:
    """Shortlist: the name shows from now on, and that is on record."""
    application, _roles = queries.get_for_company(request.user, code)
    actions.shortlist(application, actor=request.user, now=clock.now())
    messages.success(request, _("On the shortlist. You now see who it is, and that is on record."))
    return see_other("applications:pitch", code=code)


@require_POST
@signed_in
def refusal(request: SignedIn, code: str) -> HttpResponse:
    """Answer no, with a reason."""
    application, roles = queries.get_for_company(request.user, code)
    form = RefusalForm(request.POST)
    refused, status = attempt(
        form, lambda: actions.refuse(application, actor=request.user, now=clock.now(), **form.cleaned_data)
    )
    if refused is None:
        return _pitch(request, application, roles, form, status)
    messages.success(request, _("The student has your answer and its reason."))
    return see_other("applications:pitches", project=application.project.code)


@require_http_methods(["GET", "POST"])
@signed_in
def offer(request: SignedIn, code: str) -> HttpResponse:
    """Offer a seat; the page says what that does to the money and the clock."""
    application, roles = queries.get_for_company(request.user, code)
    require_role(roles, *POSTERS)
    if request.method == "POST":
        actions.make_offer(application, actor=request.user, now=clock.now())
        hours = {"h": rules().offer_hours}
        messages.success(request, _("Offered. The student has %(h)s hours to take the seat.") % hours)
        return see_other("applications:pitch", code=code)
    context = {
        "project": application.project,
        "pitch": queries.pitch(application),
        "rules": rules(),
        "may_offer": APPLICATION.allows("offer", application.state),
    }
    return render(request, "applications/offer.html", context)


@require_GET
@signed_in
def evidence(request: SignedIn, code: str, evidence: str) -> FileResponse:
    """A file of a pitch, once its student is shortlisted."""
    application, _roles = queries.get_for_company(request.user, code)
    return download(queries.evidence_file(application, evidence))
