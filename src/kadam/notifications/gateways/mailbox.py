"""Keeps every message instead of sending it: for development and the demo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from kadam.kit import clock
from kadam.notifications.models import MailboxMessage


class MailboxBackend(BaseEmailBackend):
    """A mail backend whose messages land on the mailbox page."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the messages; how many."""
        kept = [
            MailboxMessage(
                to=", ".join(mail.recipients())[:400],
                subject=mail.subject[:400],
                text=str(mail.body),
                html=_html(mail),
                at=_written(mail),
            )
            for mail in email_messages
        ]
        MailboxMessage.objects.bulk_create(kept)
        return len(kept)


def _html(mail: EmailMessage) -> str:
    alternatives: list[Any] = mail.alternatives if isinstance(mail, EmailMultiAlternatives) else []
    return next((str(part.content) for part in alternatives if part.mimetype == "text/html"), "")


def _written(mail: EmailMessage) -> datetime:
    """The mail's own date where it has one, so that a demo's history reads as one."""
    date = mail.extra_headers.get("Date")
    return parsedate_to_datetime(date) if date else clock.now()
