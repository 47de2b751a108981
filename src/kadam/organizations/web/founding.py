"""Pages: a new organisation, and what it says about itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kadam.identity.web.requests import SignedIn, signed_in
from kadam.kit.clock import now
from kadam.kit.codes import new_code
from kadam.kit.forms import attempt
from kadam.kit.web.http import see_other
from kadam.organizations import actions, queries
from kadam.organizations.policies import MANAGERS, require_role
from kadam.organizations.queries import Standing
from kadam.organizations.web.forms import BasicsForm, NewOrganizationForm

KINDS = ("company", "university")


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: SignedIn) -> HttpResponse:
    """Step 1 asks which kind; step 2 the basics; step 3 is the verification page of what was made."""
    parent = _parent(request)
    kind = "company" if parent else request.GET.get("kind", "")
    if kind not in KINDS:
        return render(request, "organizations/new_kind.html")
    form = NewOrganizationForm(request.POST or None, kind=kind, initial={"key": new_code()})
    made, status = attempt(
        form,
        lambda: actions.create_organization(
            kind=kind,
            parent=parent.organization if parent else None,
            actor=request.user,
            now=now(),
            **form.cleaned_data,
        ),
    )
    if made:
        messages.success(request, _("%(name)s is set up. Now show that it is real.") % {"name": made.name})
        return see_other("organizations:verification", code=made.code)
    context = {"form": form, "kind": kind, "parent": parent.organization if parent else None}
    return render(request, "organizations/new.html", context, status=status)


def _parent(request: SignedIn) -> Standing | None:
    """The organisation that gets a unit, named in the address. Raises Http404 for strangers, NotYours for others."""
    code = request.GET.get("parent", "")
    if not code:
        return None
    standing = queries.standing(request.user, code)
    require_role(standing.roles, *MANAGERS)
    return standing


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: SignedIn, code: str) -> HttpResponse:
    """Change the facts; a new name is checked again."""
    standing = queries.standing(request.user, code)
    require_role(standing.roles, *MANAGERS)
    organization = standing.organization
    initial = {name: getattr(organization, name) for name in BasicsForm.base_fields}
    form = BasicsForm(request.POST or None, kind=organization.kind, initial=initial)
    saved, status = attempt(
        form,
        lambda: actions.edit_organization(organization, actor=request.user, now=now(), **form.cleaned_data),
    )
    if saved:
        messages.success(request, _("Saved."))
        return see_other("organizations:home", code=code)
    return render(
        request, "organizations/edit.html", {"organization": organization, "form": form}, status=status
    )
