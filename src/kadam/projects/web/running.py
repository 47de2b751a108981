"""A company's projects: the list, where one stands, its funding, calling it off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kadam.identity.web.requests import SignedIn, signed_in
from kadam.kit import clock
from kadam.kit.forms import refuse
from kadam.kit.refusals import Refusal
from kadam.kit.transitions import StaleState
from kadam.kit.web.http import see_other
from kadam.organizations import queries as organizations
from kadam.payments import queries as payments
from kadam.projects import actions, queries
from kadam.projects.policies import (
    PAYERS,
    POSTERS,
    can_cancel,
    can_edit,
    can_give_back_seats,
    require_role,
    seats_free,
)
from kadam.projects.web.forms import CancellationForm
from kadam.projects.web.standing import GROUPS, company_cards, consequences, seat_lines, state_path, turn_now


@signed_in
@require_safe
def company(request: SignedIn, code: str) -> HttpResponse:
    """A company's own projects, newest first. Two queries of its own."""
    organization = organizations.get_for_member(request.user, code)
    group = request.GET.get("show", "")
    states = GROUPS.get(group, ("", ()))[1]
    page = queries.company_projects(organization, states=states, cursor=request.GET.get("after"))
    here = reverse("projects:company", kwargs={"code": code})
    shown = f"show={group}&" if states else ""
    tabs = [{"label": _("All"), "href": here, "current": not states}] + [
        {"label": str(label), "href": f"{here}?show={name}", "current": group == name}
        for name, (label, _states) in GROUPS.items()
    ]
    context = {
        "organization": organization,
        "cards": company_cards(page.rows),
        "tab_items": tabs,
        "more": f"{here}?{shown}after={page.next_cursor}" if page.next_cursor else None,
    }
    return render(request, "projects/company.html", context)


@signed_in
@require_safe
def manage(request: SignedIn, code: str) -> HttpResponse:
    """Where a project stands, whose turn it is, its seats and their money."""
    person = request.user
    project = queries.get_for_company(person, code)
    roles = organizations.roles_of(person, project.organization)
    asked = payments.funding_for(f"project:{code}") if project.state == "awaiting_funds" else None
    paid = asked is not None and asked.state == "paid"
    context = {
        "project": project,
        "brief": queries.brief(project),
        "steps": state_path(project),
        "turn_now": turn_now(project, clock.now(), paid=paid),
        "paid": paid,
        "seats": seat_lines(queries.seats_of(project)),
        "may_post": bool(roles & set(POSTERS)),
        "may_pay": bool(roles & set(PAYERS)),
        "editable": can_edit(project),
        "can_cancel": can_cancel(project) or can_give_back_seats(project),
    }
    return render(request, "projects/manage.html", context)


@signed_in
@require_safe
def funding(request: SignedIn, code: str) -> HttpResponse:
    """What is to be set aside, until when, what becomes of it, and the way to the checkout."""
    person = request.user
    project = queries.get_for_company(person, code)
    if project.state != "awaiting_funds":
        return see_other("projects:manage", code=code)
    context = {
        "project": project,
        "funding": payments.funding_for(f"project:{project.code}"),
        "may_pay": bool(organizations.roles_of(person, project.organization) & set(PAYERS)),
        "may_post": bool(organizations.roles_of(person, project.organization) & set(POSTERS)),
    }
    return render(request, "projects/funding.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def cancellation(request: SignedIn, code: str) -> HttpResponse:
    """What happens to the money and to the students when the company calls it off, and the button that does."""
    person = request.user
    project = queries.get_for_company(person, code)
    require_role(organizations.roles_of(person, project.organization), *PAYERS)
    giving_back = can_give_back_seats(project)
    if not giving_back and not can_cancel(project):
        raise StaleState()
    if request.method == "POST" and giving_back:
        return _give_back(request, code)
    form = CancellationForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                actions.cancel_project(
                    project, reason=form.cleaned_data["reason"], actor=person, now=clock.now()
                )
            except Refusal as no:
                status = refuse(form, no)
            else:
                messages.success(
                    request, _("The project is called off. Every rupee that was held goes back to you.")
                )
                return see_other("projects:manage", code=code)
    context = {
        "project": project,
        "form": form,
        "giving_back": giving_back,
        "free": seats_free(project),
        "lines": consequences(project, giving_back=giving_back),
    }
    return render(request, "projects/cancellation.html", context, status=status)


def _give_back(request: SignedIn, code: str) -> HttpResponse:
    person = request.user
    count = actions.give_back_free_seats(queries.get_for_company(person, code), actor=person, now=clock.now())
    said = ngettext(
        "%(n)d seat is given back. Its money is refunded.",
        "%(n)d seats are given back. Their money is refunded.",
        count,
    )
    messages.success(request, said % {"n": count})
    return see_other("projects:manage", code=code)
