"""The payment provider's stand-in: answers as Razorpay Route does on the wire, keeps its own books in its own file.

`provider` knows what each request does, `store` keeps it, `postman` sends the signed webhooks, `server` speaks
HTTP, `transport` lets the same SDK reach the same provider without HTTP.
"""

from __future__ import annotations

from functools import cache

from django.conf import settings

from kadam.payments.gateways.sandbox.provider import SandboxProvider
from kadam.payments.gateways.sandbox.store import Store


def open_provider(path: str | None = None) -> SandboxProvider:
    """The provider kept in a file of this instance's data folder, or in the one given (":memory:" for none)."""
    return SandboxProvider(
        Store(path or str(settings.DATA_DIR / "sandbox.sqlite3")),
        key=(settings.RAZORPAY_KEY_ID, settings.RAZORPAY_KEY_SECRET),
        webhook_secret=settings.RAZORPAY_WEBHOOK_SECRET,
    )


@cache
def in_process_provider() -> SandboxProvider:
    """The one provider of this process: in memory for tests, else in the file that `kadam sandbox` serves."""
    return open_provider(":memory:" if settings.TESTING else None)
