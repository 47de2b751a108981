"""What portfolios learn from below: work was proved, or an account was closed."""

from __future__ import annotations

from kadam.identity.events import AccountClosed
from kadam.identity.queries import get_person
from kadam.journal.registry import Heard, subscriber
from kadam.portfolios import actions
from kadam.profiles import queries as profiles
from kadam.profiles.events import WorkProved


@subscriber(WorkProved)
def show_proved_work(heard: Heard) -> None:
    """Every accepted work gets its entry; hearing of it twice changes nothing."""
    actions.add_work(profiles.get_work(heard.data["work"]), now=heard.at)


@subscriber(AccountClosed)
def close_portfolio(heard: Heard) -> None:
    """What is public about a person comes down with the account."""
    profile = profiles.of_person(get_person(heard.subject.removeprefix("person:")))
    if profile is not None:
        actions.close_portfolio(profile, now=heard.at)
