"""A person's own account: they hear of it whoever did it.

Identity itself mails changes of password, address and sign-in methods, at once and with the device: here they get
their line alone.
"""

from __future__ import annotations

from collections.abc import Callable

from kadam.identity import events
from kadam.identity.queries import get_person
from kadam.journal.registry import Heard, subscriber
from kadam.notifications.actions import tell_address
from kadam.notifications.letters import Words, whole_address
from kadam.notifications.sentences import account as say
from kadam.notifications.subscribers.parts import code_in, path, tell
from kadam.payments.events import PayoutAccountAdded
from kadam.payments.queries import destination

TOPIC = "account"


@subscriber(events.PasswordChanged, events.PasswordReset)
def password_changed(heard: Heard) -> None:
    """The person; identity mails it."""
    _own_line(heard, say.password_changed)


@subscriber(events.EmailChanged)
def address_changed(heard: Heard) -> None:
    """The person; identity mails both addresses."""
    _own_line(heard, say.address_changed)


@subscriber(events.SignInMethodAdded)
def method_added(heard: Heard) -> None:
    """The person; identity mails it."""
    _own_line(heard, lambda: say.method_added(heard.data["method"]))


@subscriber(events.SignInMethodRemoved)
def method_removed(heard: Heard) -> None:
    """The person; identity mails it."""
    _own_line(heard, lambda: say.method_removed(heard.data["method"]))


@subscriber(PayoutAccountAdded)
def payout_account_added(heard: Heard) -> None:
    """The student, by mail too: whoever changes where money goes changes it unseen otherwise."""
    person = get_person(code_in(heard))
    place = destination(person)
    where = place.masked if place else ""
    link = path("payments:payout_account")
    tell(heard, TOPIC, [person], lambda: say.payout_account_added(where), link, own=True)


@subscriber(events.ClosureAsked)
def closure_asked(heard: Heard) -> None:
    """The person, by mail too: until when it can be called off."""
    person, at = get_person(code_in(heard)), heard.data["closing_at"]
    link = path("identity:closure")
    tell(heard, TOPIC, [person], lambda: say.closure_asked(at), link, own=True)


@subscriber(events.ClosureCalledOff)
def closure_called_off(heard: Heard) -> None:
    """The person."""
    _own_line(heard, say.closure_called_off)


@subscriber(events.AccountClosed)
def closed(heard: Heard) -> None:
    """The address, by mail alone: the person can no longer sign in."""
    person = get_person(code_in(heard))
    link = whole_address(path("pages:privacy"))
    key = f"{heard.code}:{person.code}"
    tell_address(
        to=person.email, key=key, words=say.closed, link=link, language=person.language, now=heard.at
    )


@subscriber(events.StaffAppointed)
def staff_appointed(heard: Heard) -> None:
    """The person."""
    link = path("staff:home")
    tell(heard, TOPIC, [get_person(code_in(heard))], say.staff_appointed, link)


def _own_line(heard: Heard, words: Callable[[], Words]) -> None:
    person = get_person(code_in(heard))
    tell(heard, TOPIC, [person], words, path("identity:security"), mail=False, own=True)
