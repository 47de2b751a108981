"""Handing a mail to the post office: the only place of ours where a notification leaves this machine."""

from __future__ import annotations

import smtplib
import time
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from kadam.notifications.models import Mail

REST = 60.0  # seconds for which nothing is handed over after the post office did not answer

_closed_until = 0.0


class PostClosed(Exception):
    """The post office did not answer a moment ago. The mail stays owed and is tried again."""


def hand_over(mail: Mail) -> None:
    """Send one mail. Raises PostClosed, or what the mail backend raises; the mail then stays owed.

    After a failure to connect nothing is tried for a minute, so that a dead mail server, which takes its time to
    say nothing, does not hold up everything else that the worker delivers.
    """
    global _closed_until
    if time.monotonic() < _closed_until:
        raise PostClosed("The mail server did not answer less than a minute ago.")
    try:
        compose(mail).send()
    except OSError as failure:
        if is_silence(failure):
            _closed_until = time.monotonic() + REST
        raise


def is_silence(failure: OSError) -> bool:
    """Whether the mail server cannot be reached at all; refusing one address is an answer."""
    spoke = isinstance(failure, smtplib.SMTPException)
    return not spoke or isinstance(failure, smtplib.SMTPServerDisconnected | smtplib.SMTPConnectError)


def compose(mail: Mail) -> EmailMultiAlternatives:
    """The message as it travels. Sent again after a crash it is the same message, by its Message-ID."""
    headers = {
        "Message-ID": message_id(mail.key),
        "Date": date_header(mail.created_at),
        "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office answers, please
    }
    message = EmailMultiAlternatives(mail.subject, mail.text, None, [mail.to], headers=headers)
    message.attach_alternative(mail.html, "text/html")
    return message


def message_id(key: str) -> str:
    """ "k7m2x9d3f:b4c5" -> "<k7m2x9d3f.b4c5@kadam.example>": unique for ever, the same for the same mail."""
    return f"<{key.replace(':', '.')}@{urlsplit(settings.BASE_URL).hostname}>"


def date_header(at: datetime) -> str:
    """The moment the mail was written, as RFC 5322 asks."""
    return format_datetime(at)


def reopen() -> None:
    """Forget that the post office was closed."""
    global _closed_until
    _closed_until = 0.0
