"""The living style page: every component of kit/ui.html with believable contents, in both themes."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kadam.kit import clock
from kadam.kit.web import samples


@require_safe
def style_page(request: HttpRequest) -> HttpResponse:
    """Every component, drawn twice: light and dark."""
    now = clock.now()
    context = {
        "forms": {theme: samples.sample_form(theme) for theme in ("light", "dark")},
        "steps": samples.sample_steps(),
        "money_events": samples.sample_money(now),
        "until": now + timedelta(days=4, hours=2),
        "asked_at": now - timedelta(hours=3),
        "listings": samples.LISTINGS,
        "criteria": samples.CRITERIA,
        "hero": samples.HERO,
        "swatches": samples.SWATCHES,
    }
    return render(request, "kit/style.html", context)
