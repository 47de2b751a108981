"""Page: showing that the organisation is real."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kadam.files.web import download
from kadam.identity.web.requests import SignedIn, signed_in
from kadam.kit.clock import now
from kadam.kit.forms import attempt
from kadam.kit.web.http import see_other
from kadam.organizations import actions, paths, queries
from kadam.organizations.mail_domains import domain_of
from kadam.organizations.policies import can_manage, has_number, missing_for_verification
from kadam.organizations.queries import Standing
from kadam.organizations.states import VERIFICATION
from kadam.organizations.web.forms import EvidenceForm, numbers_form


@signed_in
@require_http_methods(["GET", "POST"])
def verification(request: SignedIn, code: str) -> HttpResponse:
    """What is checked and how it stands; POST sends it to staff."""
    standing = queries.standing(request.user, code)
    if request.method == "POST":
        actions.submit_verification(standing.organization, actor=request.user, now=now())
        messages.success(request, _("Sent. We answer within one working day."))
        return see_other("organizations:verification", code=code)
    return _page(request, standing)


def _page(request: SignedIn, standing: Standing, *, status: int = 200, **forms: Any) -> HttpResponse:
    organization = standing.organization
    papers = queries.evidence(organization)
    missing = missing_for_verification(organization, sum(paper.file.tone != "clay" for paper in papers))
    manages = can_manage(standing.roles)
    fields = numbers_form(organization.kind).base_fields
    numbers = {name: getattr(organization, name) for name in fields}
    context = {
        "organization": organization,
        "path_steps": paths.verification_path(organization),
        "turn_now": paths.verification_turn(organization, missing),
        "manages": manages,
        "papers": papers if manages else [],
        "numbers": [
            (fields[name].label, numbers[name]) for name in fields if numbers[name] and name != "pan"
        ],
        "has_number": has_number(organization),
        "domains": _domains(request, standing),
        "may_submit": manages and not missing and VERIFICATION.allows("submit", organization.verification),
        "numbers_form": numbers_form(organization.kind)(initial=numbers),
        "evidence_form": EvidenceForm(),
        **forms,
    }
    return render(request, "organizations/verification.html", context, status=status)


def _domains(request: SignedIn, standing: Standing) -> list[tuple[str, str]]:
    """Domain and address by which the person who looks could prove the organisation's domain."""
    if standing.organization.domain_proved_at:
        return []
    return [(domain_of(email), email) for email in queries.verified_emails(request.user)]


@signed_in
@require_POST
def identifiers(request: SignedIn, code: str) -> HttpResponse:
    """Save the registration numbers."""
    standing = queries.standing(request.user, code)
    form = numbers_form(standing.organization.kind)(request.POST)
    saved, status = attempt(
        form,
        lambda: actions.edit_organization(
            standing.organization, actor=request.user, now=now(), **form.cleaned_data
        ),
    )
    if saved:
        messages.success(request, _("The numbers are saved."))
        return see_other("organizations:verification", code=code)
    return _page(request, standing, status=status, numbers_form=form)


@signed_in
@require_POST
def domain(request: SignedIn, code: str) -> HttpResponse:
    """Prove the mail domain by the address of the person who presses."""
    standing = queries.standing(request.user, code)
    proved = request.POST.get("domain", "")
    actions.prove_domain(standing.organization, domain=proved, actor=request.user, now=now())
    messages.success(request, _("%(domain)s is proved.") % {"domain": proved})
    return see_other("organizations:verification", code=code)


@signed_in
@require_POST
def evidence(request: SignedIn, code: str) -> HttpResponse:
    """Take a paper in."""
    standing = queries.standing(request.user, code)
    form = EvidenceForm(request.POST, request.FILES)
    received, status = attempt(
        form,
        lambda: actions.add_evidence(
            standing.organization,
            upload=form.cleaned_data["file"][0],
            label=form.cleaned_data["label"],
            actor=request.user,
            now=now(),
        ),
    )
    if received:
        messages.success(request, _("Received. Only you, other owners and our staff can open it."))
        return see_other("organizations:verification", code=code)
    return _page(request, standing, status=status, evidence_form=form)


@signed_in
@require_safe
def evidence_file(request: SignedIn, code: str, file: str) -> FileResponse:
    """One paper, for owners and staff."""
    return download(queries.evidence_file(request.user, code, file))
