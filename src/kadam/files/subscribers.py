"""What happens after an upload committed."""

from __future__ import annotations

from kadam.files.actions import settle_quarantine
from kadam.files.events import FileStored
from kadam.files.queries import get_file
from kadam.journal.registry import Heard, subscriber
from kadam.kit.clock import now


@subscriber(FileStored)
def settle_stored_file(heard: Heard) -> None:
    """Check the file once more, and clear or refuse it."""
    file = get_file(heard.subject.removeprefix("file:"))
    if file is not None:
        settle_quarantine(file, now=now())
