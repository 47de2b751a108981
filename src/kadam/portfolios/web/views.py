"""Pages of a portfolio: the student's own, and the public one."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kadam.identity.web.requests import SignedIn, signed_in
from kadam.kit import clock
from kadam.kit.forms import attempt
from kadam.kit.web.http import see_other
from kadam.portfolios import actions, queries
from kadam.portfolios.web import markup
from kadam.portfolios.web.forms import AddressForm, EntryForm

if TYPE_CHECKING:
    from kadam.portfolios.queries import OwnPortfolio, Page


@signed_in
@require_safe
def own(request: SignedIn) -> HttpResponse:
    """What others see, or would see, and every decision about it."""
    mine = queries.own(request.user)
    return render(request, "portfolios/empty.html") if mine is None else _own_page(request, mine)


@signed_in
@require_POST
def publication(request: SignedIn) -> HttpResponse:
    """Publish the page."""
    portfolio = queries.get_own(request.user)
    actions.publish(portfolio, actor=request.user, now=clock.now())
    messages.success(request, _("Your portfolio is public. Send its address to whom you like."))
    return see_other("portfolios:own")


@signed_in
@require_POST
def withdrawal(request: SignedIn) -> HttpResponse:
    """Take the page down."""
    portfolio = queries.get_own(request.user)
    actions.withdraw(portfolio, actor=request.user, now=clock.now())
    messages.success(
        request, _("Your portfolio is private again. Its address leads nowhere for everybody else.")
    )
    return see_other("portfolios:own")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: SignedIn) -> HttpResponse:
    """Choose the page's address."""
    portfolio = queries.get_own(request.user)
    form = AddressForm(request.POST or None)
    chosen, status = attempt(
        form,
        lambda: actions.choose_slug(portfolio, actor=request.user, now=clock.now(), **form.cleaned_data),
    )
    if chosen:
        messages.success(request, _("Your portfolio has its new address."))
        return see_other("portfolios:own")
    mine = queries.own(request.user)
    if mine is None or not form.is_bound:
        return see_other("portfolios:own")
    return _own_page(request, mine, form, status)


@signed_in
@require_POST
def indexing(request: SignedIn) -> HttpResponse:
    """Let search engines list the page, or no longer."""
    allowed = request.POST.get("allowed") == "1"
    portfolio = queries.get_own(request.user)
    actions.allow_indexing(portfolio, allowed=allowed, actor=request.user, now=clock.now())
    said = (
        _("Search engines may list your portfolio. It takes them days to find it.")
        if allowed
        else _("Search engines are told to leave your portfolio out. It takes them days to forget it.")
    )
    messages.success(request, said)
    return see_other("portfolios:own")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: SignedIn, code: str) -> HttpResponse:
    """How much of one work is shown, and in which words."""
    found = queries.get_entry(request.user, code)
    first = {"detail": found.detail, "summary": found.summary}
    form = EntryForm(request.POST or None, initial=first, details=queries.details_of(found))
    saved, status = attempt(
        form, lambda: actions.edit_entry(found, actor=request.user, now=clock.now(), **form.cleaned_data)
    )
    if saved:
        messages.success(request, _("Saved. This is how it is shown from now on."))
        return see_other("portfolios:own")
    shown = {"form": form, "entry": found, "work": queries.shown(found)}
    return render(request, "portfolios/entry.html", shown, status=status)


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The portfolio, for everyone once it is published. A reader who has it already gets 304."""
    reader = request.user if request.user.is_authenticated else None
    found = queries.page(slug, reader, today=clock.today())
    etag = _etag(request, found) if reader is None and not request.COOKIES.get("messages") else None
    response = get_conditional_response(request, etag=etag) if etag else None
    if response is None or response.status_code != 304:
        response = render(request, "portfolios/page.html", _public_context(request, found))
    return _headed(response, found, etag)


def _own_page(
    request: HttpRequest, mine: OwnPortfolio, form: AddressForm | None = None, status: int = 200
) -> HttpResponse:
    portfolio = mine.portfolio
    link = request.build_absolute_uri(reverse("portfolios:page", kwargs={"slug": portfolio.slug}))
    form = form or AddressForm(initial={"slug": portfolio.slug})
    shown = {"mine": mine, "portfolio": portfolio, "form": form, "link": link}
    return render(request, "portfolios/own.html", shown, status=status)


def _public_context(request: HttpRequest, found: Page) -> dict[str, Any]:
    link = request.build_absolute_uri(request.path)
    structured = markup.person(found, link) if found.is_public and found.may_be_indexed else None
    return {"page": found, "link": link, "structured": structured}


def _etag(request: HttpRequest, found: Page) -> str:
    """Changes with everything that a visitor's page is drawn from."""
    drawn = (found, get_language(), request.COOKIES.get("theme"), request.get_host(), static("kit/kadam.css"))
    return f'W/"{sha256(repr((*drawn, _templates())).encode()).hexdigest()[:32]}"'


@cache
def _templates() -> str:
    """Tells one release's templates from another's; the same in every process of an instance."""
    root = Path(__file__).parents[2]
    stamps = [(file.name, file.stat().st_size) for file in sorted(root.glob("*/jinja2/**/*.html"))]
    return sha256(repr(stamps).encode()).hexdigest()


def _headed(response: HttpResponse, found: Page, etag: str | None) -> HttpResponse:
    """Asked for anew each time, so that a page taken down is gone at once."""
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    if etag:
        response["ETag"] = etag
    if not (found.is_public and found.may_be_indexed):
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response
