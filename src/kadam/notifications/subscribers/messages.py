"""Messages in the workroom: one line and one mail while somebody has something to read, not one for each."""

from __future__ import annotations

from datetime import timedelta

from kadam.identity.queries import get_person
from kadam.journal.registry import Heard, subscriber
from kadam.messaging.events import MessageSent
from kadam.messaging.queries import message_text, people_in, title_of, unread_since
from kadam.notifications.actions import Series
from kadam.notifications.sentences import work as say
from kadam.notifications.subscribers.parts import code_in, path, tell

QUIET = timedelta(minutes=15)


@subscriber(MessageSent)
def message_sent(heard: Heard) -> None:
    """The others of the thread who have not read it: at most one mail in 15 minutes until they read.

    The line says the latest. A mail within the quiet is left out only while an earlier one, which leads to the same
    unread messages, still stands; once they were read, the next message is mailed at once.
    """
    kind, thread = heard.subject.partition(":")[0], heard.data["thread"]
    if kind != "engagement":
        return
    waiting = unread_since(thread)
    people = [person for person in people_in(thread) if person.pk in waiting]
    who, said = get_person(heard.actor).name, message_text(heard.data["message"])
    title, link = title_of(thread), path("engagements:detail", code=code_in(heard))
    series = Series(f"thread:{thread}", QUIET, unread_since=waiting)
    tell(heard, "work", people, lambda: say.message(title, who, said), link, series=series)
