"""What organisations learn from below."""

from __future__ import annotations

from kadam.identity.events import AccountClosed
from kadam.identity.queries import get_person
from kadam.journal.registry import Heard, subscriber
from kadam.organizations.actions import release_roles


@subscriber(AccountClosed)
def release_roles_of_closed_account(heard: Heard) -> None:
    """Whoever closed their account acts for nobody any more."""
    release_roles(get_person(heard.subject.removeprefix("person:")), now=heard.at)
