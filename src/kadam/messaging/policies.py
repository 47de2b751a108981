"""Who may write in a thread, and what. Pure: no database."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kadam.kit.refusals import BadInput, Refusal

TEXT_MAX = 4000  # characters
FILES_MAX = 5


class NotAParticipant(Refusal):
    """Only the people of a thread write in it."""

    message = _("You are not part of this conversation.")
    status = 403


class NothingToSend(BadInput):
    """Neither words nor a file."""

    message = _("Write a message or attach a file.")
    field = "text"


class MessageTooLong(BadInput):
    """More than fits."""

    message = _("A message holds at most 4,000 characters. Attach longer text as a file.")
    field = "text"


class TooManyFiles(BadInput):
    """More than one message carries."""

    message = _("Attach at most 5 files to a message; put more into one zip file.")
    field = "files"


def require_something(text: str, files: int) -> None:
    """Raises NothingToSend, MessageTooLong or TooManyFiles."""
    if not text and not files:
        raise NothingToSend()
    if len(text) > TEXT_MAX:
        raise MessageTooLong()
    if files > FILES_MAX:
        raise TooManyFiles()
