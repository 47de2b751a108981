"""Which subscribers hear which events, and which clocks the scheduler runs. Filled when the apps load."""

from __future__ import annotations

import importlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, is_dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.apps import apps
from django.utils.module_loading import module_has_submodule


class DomainEvent(Protocol):
    """A frozen dataclass of JSON-able values in an app's events.py, named in the past tense."""

    @property
    def subject(self) -> str:
        """What it happened to: "application:k7m2x9d3f"."""


@dataclass(frozen=True)
class Heard:
    """What a subscriber gets: the event as recorded. `code` is a good unique key for what the subscriber does."""

    code: str
    kind: str
    at: datetime
    actor: str
    subject: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Clock:
    """A periodic scan: finds by state what has come due, and does it. Safe to run at any moment, and again."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]


Subscriber = Callable[[Heard], object]
_subscribers: dict[str, dict[str, Subscriber]] = defaultdict(dict)
_clocks: dict[str, Clock] = {}
_away: ContextVar[str] = ContextVar("away", default="")


def kind_of(event: DomainEvent | type) -> str:
    """ "applications.ApplicationSubmitted" for the class in kadam/applications/events.py."""
    cls = event if isinstance(event, type) else type(event)
    return f"{cls.__module__.split('.')[1]}.{cls.__name__}"


def data_of(event: DomainEvent) -> dict[str, Any]:
    """The fields of the event, without its subject."""
    if not is_dataclass(event) or isinstance(event, type):
        raise TypeError("A domain event is a dataclass.")
    return {name: value for name, value in asdict(event).items() if name != "subject"}


def subscriber(*events: type) -> Callable[[Subscriber], Subscriber]:
    """Make a function of a subscribers.py hear these events, after commit, at least once each, in the worker."""

    def register(function: Subscriber) -> Subscriber:
        for event in events:
            _subscribers[kind_of(event)][f"{function.__module__}.{function.__qualname__}"] = function
        return function

    return register


def clock(*, every: timedelta) -> Callable[[Callable[[datetime], object]], Callable[[datetime], object]]:
    """Make a function of a tasks.py, taking `now`, run in the scheduler every so often."""

    def register(function: Callable[[datetime], object]) -> Callable[[datetime], object]:
        name = f"{function.__module__}.{function.__qualname__}"
        _clocks[name] = Clock(name, every, function)
        return function

    return register


def subscribers_of(kind: str) -> dict[str, Subscriber]:
    """Name and function of each subscriber of a kind of event, but for those that hear nothing now."""
    away = _away.get()
    return {name: one for name, one in _subscribers[kind].items() if not (away and name.startswith(away))}


@contextmanager
def without(prefix: str) -> Iterator[None]:
    """Inside, events recorded by this thread are not owed to subscribers whose name starts with `prefix`.

    For loading a past that nobody needs to be told of.
    """
    token = _away.set(prefix)
    try:
        yield
    finally:
        _away.reset(token)


def find_subscriber(kind: str, name: str) -> Subscriber | None:
    """The function to deliver to; None when a later release no longer has it."""
    return _subscribers[kind].get(name)


def clocks() -> list[Clock]:
    """Every clock, by name."""
    return [_clocks[name] for name in sorted(_clocks)]


def load() -> None:
    """Import each capability's subscribers and tasks, so that they register."""
    for config in apps.get_app_configs():
        for module in ("subscribers", "tasks"):
            if config.name.startswith("kadam.") and module_has_submodule(config.module, module):
                importlib.import_module(f"{config.name}.{module}")
