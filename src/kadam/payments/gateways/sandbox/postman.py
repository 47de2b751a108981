"""Sends the stand-in's signed webhooks over HTTP, from its own durable queue, until they are taken."""

from __future__ import annotations

import logging
import threading
import time

import requests

from kadam.payments.gateways.sandbox.provider import SandboxProvider

log = logging.getLogger(__name__)

PATIENCE = 5  # seconds; the provider counts a slower answer as none
PAUSE = 0.1  # seconds between two looks into the queue


def send_due(provider: SandboxProvider, address: str, session: requests.Session) -> int:
    """Send what is due now; how many messages were tried."""
    provider.settle(time.time())
    due = provider.due_webhooks(time.time())
    for number, event_id, body in due:
        try:
            headers = provider.headers(event_id, body)
            answer = session.post(
                address, data=body.encode(), headers=headers, timeout=PATIENCE, allow_redirects=False
            )
            status = answer.status_code
        except requests.RequestException:
            status = 0
        provider.delivered(number, status)
    return len(due)


def run(provider: SandboxProvider, address: str, stop: threading.Event) -> None:
    """Send until told to stop; nothing ends it but that."""
    session = requests.Session()
    session.trust_env = False  # this machine only: no proxy
    while not stop.is_set():
        try:
            if not send_due(provider, address, session):
                stop.wait(PAUSE)
        except Exception:
            log.exception("The sandbox's post stumbled; it goes on.")
            stop.wait(1)
