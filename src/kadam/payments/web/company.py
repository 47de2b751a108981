"""A company's money, seat by seat."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kadam.identity.web.requests import SignedIn, signed_in
from kadam.payments import queries


@signed_in
@never_cache
@require_safe
def company(request: SignedIn, code: str) -> HttpResponse:
    """What the company set aside, for what, and where each seat's money is."""
    organization = queries.company_for(request.user, code)
    money = queries.company_money(organization, request.GET.get("after"))
    return render(request, "payments/company.html", {"organization": organization, "money": money})
