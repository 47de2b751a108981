"""The provider's door: a signed message is kept and answered at once; acting on it is the worker's."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kadam.kit import clock
from kadam.kit.refusals import Refusal
from kadam.payments import actions

DOORS = ("route",)


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, rail: str) -> HttpResponse:
    """200 for a message kept, now or before; 400 for one that the provider did not sign."""
    if rail not in DOORS:
        raise Http404
    try:
        fresh = actions.take_webhook(
            body=request.body,
            signature=request.headers.get("X-Razorpay-Signature", ""),
            event_id=request.headers.get("X-Razorpay-Event-Id", ""),
            now=clock.now(),
        )
    except Refusal as no:
        return JsonResponse({"error": str(no)}, status=no.status)
    return JsonResponse({"status": "kept" if fresh else "known"})
