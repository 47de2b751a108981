"""Pages: who belongs, as what, and who is invited."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kadam.identity.web.requests import SignedIn, signed_in
from kadam.kit.clock import now
from kadam.kit.forms import attempt
from kadam.kit.web.http import see_other
from kadam.organizations import actions, queries
from kadam.organizations.policies import can_manage, role_help, role_name, roles_for
from kadam.organizations.queries import Standing
from kadam.organizations.web.forms import InvitationForm, RoleForm


@signed_in
@require_http_methods(["GET", "POST"])
def members(request: SignedIn, code: str) -> HttpResponse:
    """Members with their roles; owners invite, and see who is invited."""
    standing = queries.standing(request.user, code)
    form = InvitationForm(request.POST or None, kind=standing.organization.kind)
    invited, status = attempt(
        form,
        lambda: actions.invite_member(
            standing.organization, actor=request.user, now=now(), **form.cleaned_data
        ),
    )
    if invited:
        said = _("The invitation is on its way to %(email)s.") % {"email": invited.email}
        messages.success(request, said)
        return see_other("organizations:members", code=code)
    return _members_page(request, standing, form, status)


def _members_page(request: SignedIn, standing: Standing, form: InvitationForm, status: int) -> HttpResponse:
    manages = can_manage(standing.roles)
    organization = standing.organization
    context = {
        "organization": organization,
        "members": queries.members(organization),
        "invitations": queries.open_invitations(organization, now=now()) if manages else [],
        "manages": manages,
        "me": request.user,
        "form": form,
        "roles": [(role_name(role), role_help(role)) for role in roles_for(organization.kind)],
    }
    return render(request, "organizations/members.html", context, status=status)


@signed_in
@require_http_methods(["GET"])
def member(request: SignedIn, code: str, person: str) -> HttpResponse:
    """One member: the roles they hold; owners give and take, everybody may leave."""
    standing = queries.standing(request.user, code)
    row = queries.get_member(standing.organization, person)
    return _member_page(request, standing, row)


def _member_page(
    request: SignedIn,
    standing: Standing,
    row: queries.MemberRow,
    form: RoleForm | None = None,
    status: int = 200,
) -> HttpResponse:
    organization, held = standing.organization, [role for role, _name in row.roles]
    manages, is_me = can_manage(standing.roles), row.code == request.user.code
    context = {
        "organization": organization,
        "member": row,
        "roles": [(role, name, role_help(role)) for role, name in row.roles],
        "is_me": is_me,
        "manages": manages,
        "may_remove": manages or is_me,
        "form": form or RoleForm(kind=organization.kind, held=held),
        "more_roles": manages and len(held) < len(roles_for(organization.kind)),
    }
    return render(request, "organizations/member.html", context, status=status)


@signed_in
@require_POST
def roles(request: SignedIn, code: str, person: str) -> HttpResponse:
    """Give a member one more role."""
    standing = queries.standing(request.user, code)
    colleague = queries.get_colleague(standing.organization, person)
    form = RoleForm(request.POST, kind=standing.organization.kind)
    given, status = attempt(
        form,
        lambda: actions.assign_role(
            standing.organization, person=colleague, actor=request.user, now=now(), **form.cleaned_data
        ),
    )
    if given is not None:
        words = {"name": colleague, "role": role_name(form.cleaned_data["role"])}
        messages.success(request, _("%(name)s now has the role %(role)s.") % words)
        return see_other("organizations:members", code=code)
    return _member_page(request, standing, queries.get_member(standing.organization, person), form, status)


@signed_in
@require_POST
def removal(request: SignedIn, code: str, person: str, role: str) -> HttpResponse:
    """Take a role from a member, or leave it oneself."""
    standing = queries.standing(request.user, code)
    colleague = queries.get_colleague(standing.organization, person)
    if colleague == request.user:
        actions.leave_role(standing.organization, role=role, actor=request.user, now=now())
        messages.success(
            request, _("You no longer hold this role at %(name)s.") % {"name": standing.organization}
        )
        left = standing.roles == {role}
        return see_other("pages:dashboard") if left else see_other("organizations:members", code=code)
    actions.remove_role(standing.organization, person=colleague, role=role, actor=request.user, now=now())
    messages.success(request, _("%(name)s no longer holds this role.") % {"name": colleague})
    return see_other("organizations:members", code=code)


@signed_in
@require_POST
def invitation_message(request: SignedIn, code: str, invitation: str) -> HttpResponse:
    """Send an invitation again."""
    standing = queries.standing(request.user, code)
    sent = actions.resend_invitation(
        queries.get_invitation(standing.organization, invitation), actor=request.user, now=now()
    )
    messages.success(
        request, _("Sent again to %(email)s; it works for two more weeks.") % {"email": sent.email}
    )
    return see_other("organizations:members", code=code)


@signed_in
@require_POST
def invitation_withdrawal(request: SignedIn, code: str, invitation: str) -> HttpResponse:
    """Make an invitation's link stop working."""
    standing = queries.standing(request.user, code)
    row = queries.get_invitation(standing.organization, invitation)
    actions.withdraw_invitation(row, actor=request.user, now=now())
    messages.success(
        request, _("Withdrawn: the link sent to %(email)s no longer works.") % {"email": row.email}
    )
    return see_other("organizations:members", code=code)
