"""Keeps every message instead of sending it: for development and the demo."""

from __future__ import annotations

from collections.abc import Sequence
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
                to=", ".join(mail.recipients()),
                subject=mail.subject,
                text=str(mail.body),
                html=_html(mail),
                at=clock.now(),
            )
            for mail in email_messages
        ]
        MailboxMessage.objects.bulk_create(kept)
        return len(kept)


def _html(mail: EmailMessage) -> str:
    alternatives = mail.alternatives if isinstance(mail, EmailMultiAlternatives) else []
    return next((str(part.content) for part in alternatives if part.mimetype == "text/html"), "")
