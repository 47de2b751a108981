"""The stand-in over HTTP: a small threaded server on this machine."""

from __future__ import annotations

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from kadam.payments.gateways.sandbox import postman
from kadam.payments.gateways.sandbox.behaviour import behaviour_of
from kadam.payments.gateways.sandbox.provider import SandboxProvider

LONGEST = 1_000_000  # bytes of a request


class SandboxServer(ThreadingHTTPServer):
    """Serves one provider, and sends its webhooks to `webhook_address` from a thread of its own."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, provider: SandboxProvider, port: int, webhook_address: str) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.provider = provider
        self.stop = threading.Event()
        arguments = (provider, webhook_address, self.stop)
        self.post = threading.Thread(target=postman.run, args=arguments, name="post", daemon=True)

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_port}"

    def run(self) -> None:
        """Serve until `finish` is called from another thread."""
        self.post.start()
        try:
            self.serve_forever(poll_interval=0.1)
        finally:
            self.stop.set()
            self.post.join()
            self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hangs up is no news."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def finish(self) -> None:
        """Stop serving and sending; what is not sent stays queued."""
        self.stop.set()
        self.shutdown()


class Handler(BaseHTTPRequestHandler):
    """One request: JSON in, JSON out."""

    server: SandboxServer
    protocol_version = "HTTP/1.1"
    timeout = 30

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > LONGEST:
            self.send_error(413)
            return
        body = self.rfile.read(length)
        parts = urlsplit(self.path)
        if parts.path == "/healthz":
            self._send(200, {"status": "ok"})
            return
        time.sleep(behaviour_of(self.server.provider.store).slow)
        try:
            ask = json.loads(body) if body else dict(parse_qsl(parts.query))
        except ValueError:
            ask = None
        if not isinstance(ask, dict):
            self.send_error(400)
            return
        self._send(*self.server.provider.answer(self.command, parts.path, ask, dict(self.headers.items())))

    def _send(self, status: int, answer: dict[str, Any]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_PATCH = _answer  # noqa: N815

    def log_message(self, *_: Any) -> None:
        """Quiet: an instance's own log says what went wrong with money."""
