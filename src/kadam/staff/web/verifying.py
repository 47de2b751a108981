"""Pages: who waits to be verified, and one organisation with all that speaks for or against it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kadam.identity.web.requests import SignedIn
from kadam.kit.clock import now
from kadam.kit.forms import attempt
from kadam.kit.web.http import see_other
from kadam.organizations import actions
from kadam.organizations.queries import get_for_staff, verification_queue
from kadam.organizations.states import VERIFICATION
from kadam.staff import queries
from kadam.staff.web.door import staff_only
from kadam.staff.web.forms import DecisionForm


@staff_only
@require_safe
def verifications(request: SignedIn) -> HttpResponse:
    """Who waits, longest first, and until when we said we would answer."""
    return render(request, "staff/verifications.html", {"rows": verification_queue()})


@staff_only
@require_safe
def organization(request: SignedIn, code: str) -> HttpResponse:
    """One organisation."""
    return _page(request, code, DecisionForm())


@staff_only
@require_POST
def decision(request: SignedIn, code: str) -> HttpResponse:
    """Approve, ask for more, or refuse."""
    form, body = DecisionForm(request.POST), get_for_staff(request.user, code)
    said, status = attempt(form, lambda: _decide(body, actor=request.user, **form.cleaned_data))
    if said:
        messages.success(request, said % {"name": body.name})
        return see_other("staff:verifications")
    return _page(request, code, form, status)


def _decide(body: Any, *, step: str, note: str, seen: Any, actor: Any) -> str:
    steps: dict[str, tuple[Callable[..., Any], dict[str, str], str]] = {
        "approve": (actions.approve_verification, {}, _("%(name)s is verified; they are told.")),
        "ask": (actions.ask_verification, {"note": note}, _("%(name)s is asked for more.")),
        "refuse": (actions.refuse_verification, {"note": note}, _("%(name)s is refused; they are told why.")),
    }
    action, words, said = steps[step]
    action(body, actor=actor, now=now(), seen=seen, **words)
    return said


def _page(request: SignedIn, code: str, form: DecisionForm, status: int = 200) -> HttpResponse:
    file = queries.organization_file(request.user, code)
    context = {
        "file": file,
        "body": file.organization,
        "form": form,
        "open": VERIFICATION.allows("approve", file.organization.verification) and file.may_decide,
    }
    return render(request, "staff/organization.html", context, status=status)
