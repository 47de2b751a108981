"""Page: taking up an invitation, from the link in its message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kadam.kit.clock import now
from kadam.kit.refusals import Refusal
from kadam.kit.web.http import see_other
from kadam.organizations import actions, queries
from kadam.organizations.invitations import state_of
from kadam.organizations.policies import masked_email, role_help, role_name

if TYPE_CHECKING:
    from kadam.organizations.models import Invitation


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites, to what, for which address; the person behind that address accepts."""
    offer = queries.invitation_for(token)
    refusal, status = "", 200
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        try:
            organization = actions.accept_invitation(offer, actor=request.user, now=now())
        except Refusal as no:
            refusal, status = str(no), no.status
            offer = queries.invitation_for(token)
        else:
            messages.success(request, _("Welcome to %(name)s.") % {"name": organization.name})
            return see_other("organizations:home", code=organization.code)
    response = render(
        request, "organizations/invitation.html", _context(request, offer, refusal), status=status
    )
    add_never_cache_headers(response)
    return response


def _context(request: HttpRequest, offer: Invitation, refusal: str) -> dict[str, object]:
    emails = queries.verified_emails(request.user) if request.user.is_authenticated else []
    return {
        "offer": offer,
        "organization": offer.organization,
        "state": state_of(offer, now()),
        "role": role_name(offer.role),
        "role_help": role_help(offer.role),
        "address": masked_email(offer.email),
        "known": request.user.is_authenticated,
        "fits": offer.email in emails,
        "refusal": refusal,
        "here": request.path,
    }
