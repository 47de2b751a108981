"""What profiles learn from below: somebody agreed to be found, or no longer does."""

from __future__ import annotations

from kadam.identity.events import ConsentGiven, ConsentWithdrawn
from kadam.identity.queries import get_person
from kadam.journal.registry import Heard, subscriber
from kadam.profiles import actions


@subscriber(ConsentGiven, ConsentWithdrawn)
def follow_consent(heard: Heard) -> None:
    """Visibility follows the consent that stands now, whichever of several changes is heard last."""
    if heard.data["purpose"] == actions.FINDABLE:
        actions.follow_consent(get_person(heard.subject.removeprefix("person:")), now=heard.at)
