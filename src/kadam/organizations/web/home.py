"""Pages: an organisation for its members, and for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kadam.identity.web.requests import SignedIn, signed_in
from kadam.organizations import paths, queries
from kadam.organizations.gst_states import state_name
from kadam.organizations.identifiers import masked
from kadam.organizations.policies import can_manage, role_name


@signed_in
@require_safe
def home(request: SignedIn, code: str) -> HttpResponse:
    """What members come back to: how verification stands, who belongs, the units."""
    standing = queries.standing(request.user, code)
    organization = standing.organization
    missing = [] if organization.is_verified else queries.missing(organization)
    context = {
        "organization": organization,
        "state": state_name(organization.state_code),
        "path_steps": paths.verification_path(organization),
        "turn_now": paths.verification_turn(organization, missing),
        "missing": missing,
        "members": queries.members(organization),
        "units": queries.units(organization, request.user) if organization.kind == "company" else [],
        "manages": can_manage(standing.roles),
        "my_roles": [role_name(role) for role in sorted(standing.roles)],
    }
    return render(request, "organizations/home.html", context)


@require_safe
def public(request: HttpRequest, code: str) -> HttpResponse:
    """What anybody may know of an organisation that staff have checked."""
    organization = queries.get_public(code, request.user if request.user.is_authenticated else None)
    context = {
        "organization": organization,
        "state": state_name(organization.state_code),
        "gst_state": state_name(organization.gstin[:2]) if organization.gstin else "",
        "gstin": masked(organization.gstin),
        "units": [unit for unit in queries.units(organization) if unit.is_verified],
    }
    return render(request, "organizations/public.html", context)
