"""Telling people, sending what is owed to them, and what they do with it."""

from kadam.notifications.actions.choosing import choose_mail, open_line, read_all
from kadam.notifications.actions.sending import forget_old_mails, send_mail
from kadam.notifications.actions.telling import Series, tell, tell_address

__all__ = [
    "Series",
    "choose_mail",
    "forget_old_mails",
    "open_line",
    "read_all",
    "send_mail",
    "tell",
    "tell_address",
]
