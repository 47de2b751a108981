"""Money without HTTP, through the in-process sandbox: for the demo's loader and for tests."""

from __future__ import annotations

from datetime import datetime

from kadam.journal.actions import drain
from kadam.payments.actions.checkout import pay_at_sandbox
from kadam.payments.actions.webhooks import take_webhook
from kadam.payments.gateways.sandbox import in_process_provider
from kadam.payments.models import Funding


def pay_in_practice(funding: Funding, *, now: datetime) -> Funding:
    """The company pays at the sandbox, its signed webhooks arrive, and everybody has heard."""
    pay_at_sandbox(funding, now=now)
    settle_in_practice(now=now)
    funding.refresh_from_db()
    return funding


def settle_in_practice(*, now: datetime) -> int:
    """Deliver the journal and the sandbox's webhooks in turn until both have nothing left; how many webhooks."""
    provider, total = in_process_provider(), 0
    while True:
        drain(now=now)
        provider.settle()
        post = provider.due_webhooks()
        if not post:
            return total
        for number, event_id, body in post:
            take_webhook(body=body.encode(), signature=provider.sign(body), event_id=event_id, now=now)
            provider.delivered(number, 200)
        total += len(post)
