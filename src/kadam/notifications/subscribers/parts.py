"""Small pieces that every story uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.urls import reverse

from kadam.identity.models import Person
from kadam.journal.registry import Heard
from kadam.notifications import actions
from kadam.notifications.actions import Series
from kadam.notifications.letters import Words


def code_in(heard: Heard) -> str:
    """The code of what it happened to: "k7m2x9d3f" of "project:k7m2x9d3f"."""
    return heard.subject.partition(":")[2]


def path(name: str, **parts: object) -> str:
    """The path of a named page."""
    return reverse(name, kwargs=parts or None)


def tell(
    heard: Heard,
    topic: str,
    people: Iterable[Person],
    words: Callable[[], Words],
    link: str,
    *,
    mail: bool = True,
    series: Series | None = None,
    own: bool = False,
) -> None:
    """actions.tell at the moment of the event: what, about what, to whom, in which words, leading where."""
    actions.tell(
        people=people,
        event=heard,
        topic=topic,
        words=words,
        link=link,
        now=heard.at,
        mail=mail,
        series=series,
        own=own,
    )
