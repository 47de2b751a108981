"""Pages: what waits, the books, the queue."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kadam.identity.web.requests import SignedIn
from kadam.journal import queries as journal
from kadam.kit.clock import now
from kadam.kit.web.http import see_other
from kadam.staff import actions, queries
from kadam.staff.web.door import staff_only


@staff_only
@require_safe
def home(request: SignedIn) -> HttpResponse:
    """What waits for staff, and whether the machine and the books are well."""
    board = queries.board(now=now(), real_now=timezone.now())
    return render(request, "staff/home.html", {"board": board})


@staff_only
@require_safe
def books(request: SignedIn) -> HttpResponse:
    """The trial balance, and what the checks found."""
    return render(request, "staff/books.html", {"books": queries.books_state()})


@staff_only
@require_POST
def proofs(request: SignedIn) -> HttpResponse:
    """Let the books prove themselves now."""
    found = actions.prove_books(actor=request.user, now=now())
    if found:
        text = ngettext("The books show %(n)s problem.", "The books show %(n)s problems.", len(found))
        messages.error(request, text % {"n": len(found)})
    else:
        messages.success(request, _("Everything balances."))
    return see_other("staff:books")


@staff_only
@require_safe
def queue(request: SignedIn) -> HttpResponse:
    """How many deliveries wait, are late or were given up, and why."""
    context = {
        "machine": queries.machine(now=now(), real_now=timezone.now()),
        "buried": journal.buried_page(request.GET.get("after")),
    }
    return render(request, "staff/queue.html", context)


@staff_only
@require_POST
def revivals(request: SignedIn) -> HttpResponse:
    """Try what was given up again."""
    count = actions.revive_deliveries(actor=request.user, now=now())
    text = ngettext("%(n)s delivery is tried again.", "%(n)s deliveries are tried again.", count)
    messages.success(request, text % {"n": count})
    return see_other("staff:queue")
