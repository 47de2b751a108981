"""The post: what is owed is sent."""

from __future__ import annotations

from kadam.journal.registry import Heard, subscriber
from kadam.kit import clock
from kadam.notifications import actions
from kadam.notifications.events import MailOwed


@subscriber(MailOwed)
def send(heard: Heard) -> None:
    """A failure is retried by the journal, and buried for staff to see when it goes on for hours."""
    actions.send_mail(heard.subject.removeprefix("mail:"), now=clock.now())
