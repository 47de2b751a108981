"""Sending what is owed. Outside every transaction: the mail server may take its time."""

from __future__ import annotations

from datetime import datetime, timedelta

from kadam.notifications.gateways import post
from kadam.notifications.models import Mail

KEEP = timedelta(days=90)  # the words of a sent mail; after that only that it was sent


def send_mail(key: str, *, now: datetime) -> bool:
    """Hand over the mail of that key and note when; False when it was sent before. Raises what the gateway raises.

    A crash between handing over and noting sends it again, with the same Message-ID: mail programs show it once.
    """
    mail = Mail.objects.filter(key=key, sent_at=None).first()
    if mail is None:
        return False
    post.hand_over(mail)
    Mail.objects.filter(pk=mail.pk).update(sent_at=now)
    return True


def forget_old_mails(*, now: datetime) -> int:
    """Empty the words of mails sent long ago: nobody needs a second copy of people's affairs. Gives how many."""
    old = Mail.objects.filter(sent_at__lt=now - KEEP).exclude(text="")
    return old.update(text="", html="")
