"""`kadam sandbox`."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kadam.payments.gateways.sandbox import open_provider
from kadam.payments.gateways.sandbox.behaviour import DEMO
from kadam.payments.gateways.sandbox.server import SandboxServer


class Command(BaseCommand):
    """Runs the payment provider's stand-in until told to stop. It keeps its own books in sandbox.sqlite3."""

    help = "Run the payment provider's stand-in: answers as Razorpay Route, sends signed webhooks."

    def add_arguments(self, parser: CommandParser) -> None:
        """--port, --webhooks and --well-behaved."""
        parser.add_argument(
            "--port", type=int, default=settings.SANDBOX_PORT, help="where it answers (KADAM_SANDBOX_PORT)"
        )
        parser.add_argument(
            "--webhooks",
            default=f"{settings.BASE_URL}/payments/webhooks/route/",
            help="where it sends webhooks",
        )
        parser.add_argument(
            "--well-behaved", action="store_true", help="send every webhook once and in order"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve. Refuses production, where no money may be pretended."""
        if settings.PRODUCTION:
            raise CommandError(
                "The sandbox is for demos, development and tests; production needs a licensed provider."
            )
        provider = open_provider()
        if provider.store.setting("behaviour") is None and not options["well_behaved"]:
            provider.store.set("behaviour", vars(DEMO))
        try:
            server = SandboxServer(provider, options["port"], options["webhooks"])
        except OSError as error:
            raise CommandError(f"Port {options['port']} cannot be used: {error.strerror}.") from None
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: threading.Thread(target=server.finish).start())
        server.run()
