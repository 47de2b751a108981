"""The SDK's way to a stand-in in the same process: requests without a socket."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from requests.adapters import BaseAdapter

from kadam.payments.gateways.sandbox.provider import SandboxProvider


class Transport(BaseAdapter):
    """Hands each prepared request to the provider and wraps its answer."""

    def __init__(self, provider: SandboxProvider) -> None:
        super().__init__()
        self.provider = provider

    def send(self, request: requests.PreparedRequest, *_args: Any, **_options: Any) -> requests.Response:
        """One request, answered at once."""
        parts = urlsplit(str(request.url))
        ask = json.loads(request.body) if request.body else dict(parse_qsl(parts.query))
        status, answer = self.provider.answer(str(request.method), parts.path, ask, request.headers)
        response = requests.Response()
        response.status_code = status
        response._content = json.dumps(answer).encode()
        response.headers["Content-Type"] = "application/json"
        response.url, response.request = str(request.url), request
        return response

    def close(self) -> None:
        """Nothing is open."""
