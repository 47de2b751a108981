"""Where a company sets money aside: what will happen, the press, and the wait for the provider's word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from kadam.identity.web.requests import SignedIn, signed_in
from kadam.kit import clock
from kadam.kit.refusals import NotYours
from kadam.kit.rules import rules
from kadam.kit.web.http import see_other
from kadam.payments import actions, queries
from kadam.payments.gateways import Hosted, RailUnavailable, rail_for

if TYPE_CHECKING:
    from kadam.payments.models import Funding

LONG = 120  # seconds after which we say that it takes longer than usual
PAYING: dict[str, Any] = {  # the form that leads to the provider's own page
    **cast("dict[str, Any]", settings.SECURE_CSP),
    "form-action": [CSP.SELF, "https://api.razorpay.com"],
}


@signed_in
@never_cache
@csp_override(PAYING)
@require_http_methods(["GET", "POST"])
def checkout(request: SignedIn, code: str) -> HttpResponse:
    """GET shows what will happen to the money; POST sets it aside, or hands over to the provider's page."""
    funding = queries.funding_for_member(request.user, code)
    if request.method == "GET" and funding.state != "paid":
        return _page(request, funding)
    if request.method == "POST" and not queries.may_pay(request.user, funding):
        raise NotYours(_("Owners and finance members set money aside. Ask one of them to open this page."))
    if funding.state == "paid":
        return see_other("payments:arrival", code=code)
    try:
        return _set_aside(request, funding)
    except RailUnavailable as no:
        return _page(request, funding, problem=str(no), status=no.status)


def _set_aside(request: SignedIn, funding: Funding) -> HttpResponse:
    now = clock.now()
    back = f"{settings.BASE_URL}{reverse('payments:returned', kwargs={'code': funding.code})}"
    cancel = f"{settings.BASE_URL}{reverse('payments:checkout', kwargs={'code': funding.code})}"
    hosted = actions.prepare_checkout(funding, back=back, cancel=cancel, now=now)
    if hosted is None:
        actions.pay_at_sandbox(funding, now=now)
        return see_other("payments:arrival", code=funding.code)
    actions.note_return(funding, now=now)
    return _hand_over(request, funding, hosted)


def _hand_over(request: SignedIn, funding: Funding, hosted: Hosted) -> HttpResponse:
    return render(request, "payments/handover.html", {"funding": funding, "hosted": hosted})


def _page(request: SignedIn, funding: Funding, *, problem: str = "", status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "funding": funding,
        "seats": queries.seats_of(funding),
        "fee_percent": rules().company_fee_percent,
        "review_days": rules().review_days,
        "may_pay": queries.may_pay(request.user, funding),
        "sandbox": funding.rail == "sandbox",
        "problem": problem,
        "way_back": _way_on(funding),
    }
    return render(request, "payments/checkout.html", context, status=status)


@csrf_exempt
@require_POST
def returned(request: HttpRequest, code: str) -> HttpResponse:
    """The provider's page sends the browser back here, without our session: only its signature counts.

    Nothing is believed for it but that somebody was there; the money is believed when the webhook says so.
    """
    funding = queries.funding_of(code)
    if rail_for(funding.rail).returned({name: str(value) for name, value in request.POST.items()}):
        actions.note_return(funding, now=clock.now())
        return see_other("payments:arrival", code=code)
    return see_other("payments:checkout", code=code)


@signed_in
@never_cache
@require_safe
def arrival(request: SignedIn, code: str) -> HttpResponse:
    """Waits for the provider's word, looking again by itself, and goes on to what the money was for."""
    funding = queries.funding_for_member(request.user, code)
    htmx = getattr(request, "htmx", False)
    if funding.state == "paid":
        if htmx:
            return HttpResponseClientRedirect(request.path)
        text = _("The payment provider holds the money. You can see every step of it under Money.")
        messages.success(request, text)
        return redirect(_way_on(funding))
    tried = funding.tried_at
    if funding.state != "requested" or tried is None:
        if htmx:
            return HttpResponseClientRedirect(request.path)
        return see_other("payments:checkout", code=code)
    if htmx:
        return HttpResponse(status=204)
    long = (clock.now() - tried).total_seconds() > LONG
    return render(request, "payments/arrival.html", {"funding": funding, "long": long})


def _way_on(funding: Funding) -> str:
    """The company's own page of what the money is for; the company's money where there is none.

    Not the public page: that one opens a moment after the money came.
    """
    kind, _colon, code = funding.reference.partition(":")
    try:
        return reverse(f"{kind}s:manage", kwargs={"code": code})
    except NoReverseMatch:
        return reverse("payments:company", kwargs={"code": funding.payer.code})
