"""A student's money: what was paid, what is on its way, and where it goes."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kadam.identity.web.requests import SignedIn, signed_in
from kadam.kit import clock
from kadam.kit.forms import attempt
from kadam.kit.web.http import see_other
from kadam.payments import actions, queries
from kadam.payments.web.forms import BankForm, UpiForm

FORMS: dict[str, type[UpiForm | BankForm]] = {"upi": UpiForm, "bank": BankForm}


@signed_in
@never_cache
@require_safe
def earnings(request: SignedIn) -> HttpResponse:
    """Every payout with the way of its money."""
    found = queries.earnings(request.user, request.GET.get("after"))
    return render(request, "payments/earnings.html", {"money": found})


@signed_in
@require_POST
def attempts(request: SignedIn, code: str) -> HttpResponse:
    """Send money that came back again, to the account now known."""
    payout = queries.payout_for_payee(request.user, code)
    actions.retry_payout(payout, actor=request.user, now=clock.now())
    messages.success(request, _("We ask the payment provider to send it again."))
    return see_other("payments:earnings")


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def payout_account(request: SignedIn) -> HttpResponse:
    """GET asks where the money should go, POST keeps it; what waited is then sent."""
    kinds = actions.payout_kinds()
    kind = request.GET.get("kind") or kinds[0]
    if kind not in kinds:
        raise Http404
    form = FORMS[kind](request.POST or None, initial={"holder_name": request.user.name})
    saved, status = attempt(
        form,
        lambda: actions.add_payout_account(
            person=request.user, kind=kind, now=clock.now(), **form.destination()
        ),
    )
    if saved:
        messages.success(request, _("Saved. Your money goes there from now on."))
        return see_other("payments:earnings")
    totals = queries.earnings_totals(request.user)
    context = {"form": form, "kind": kind, "kinds": kinds, "totals": totals}
    return render(request, "payments/payout_account.html", context, status=status)
