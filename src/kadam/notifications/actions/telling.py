"""Writing down what people are told: a line in their list, and a mail owed to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import translation

from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.journal.registry import Heard
from kadam.notifications.events import MailOwed
from kadam.notifications.letters import Letter, Words, write_invitation, write_letter
from kadam.notifications.models import Mail, MutedTopic, Notification
from kadam.notifications.topics import MUTABLE


@dataclass(frozen=True)
class Series:
    """News that may come thick and fast, named by `key`: its mails keep `quiet` between them.

    Unless it `piles`, at most one of its lines is unread, and says the latest. `unread_since` (by person) ends the
    quiet early: a mail from before that moment was read, so it does not stand for what is new.
    """

    key: str
    quiet: timedelta
    piles: bool = False
    unread_since: Mapping[int, datetime] = field(default_factory=dict)

    def quiet_from(self, person: Person, now: datetime) -> datetime:
        """A mail to `person` after this moment makes another one needless."""
        start = now - self.quiet
        return max(start, self.unread_since.get(person.pk, start))


def tell(
    *,
    people: Iterable[Person],
    event: Heard,
    topic: str,
    words: Callable[[], Words],
    link: str,
    now: datetime,
    mail: bool = True,
    series: Series | None = None,
    own: bool = False,
) -> int:
    """Tell `people` of an event: a line in each one's list and, with `mail`, an e-mail owed to them. Gives how many.

    `words` is called once for each language among them; `link` is a path. Whoever did it is not told, unless it is
    about their `own` account. Nobody is mailed about a topic they muted. Hearing the event again changes nothing.
    """
    told = _recipients(people, "" if own else event.actor)
    said = {language: _say(words, language) for language in {person.language for person in told}}
    letters = {language: _letter(one, language, topic, link) for language, one in said.items() if mail}
    with transaction.atomic():
        if series is not None and not series.piles:
            _freshen(told, event, series, said, link, now)
        lines = _new_lines(told, event, series)
        Notification.objects.bulk_create(
            [_line(person, event, topic, said[person.language], link, now, series) for person in lines]
        )
        for person in _to_mail(told, event, topic, series, now) if mail else ():
            _owe(f"{event.code}:{person.code}", person.email, letters[person.language], series, now)
    return len(lines)


def tell_address(
    *, to: str, key: str, words: Callable[[], Words], link: str, language: str, now: datetime
) -> bool:
    """Owe a mail to an address that may have no account; `link` is a whole address. False when it was owed before."""
    with translation.override(language):
        letter = write_invitation(words().fitted(), link=link)
    with transaction.atomic():
        if Mail.objects.filter(key=key).exists():
            return False
        _owe(key, to, letter, None, now)
        return True


def _recipients(people: Iterable[Person], actor: str) -> list[Person]:
    """Each once, in order; not who acted, and nobody whose account is closed."""
    wanted = {person.pk: person for person in people if person.is_active and person.code != actor}
    return list(wanted.values())


def _say(words: Callable[[], Words], language: str) -> Words:
    with translation.override(language):
        return words().fitted()


def _letter(words: Words, language: str, topic: str, link: str) -> Letter:
    with translation.override(language):
        return write_letter(words, topic=topic, link=link)


def _new_lines(told: Sequence[Person], event: Heard, series: Series | None) -> list[Person]:
    """Who has no line of this event yet, nor an unread one of its series."""
    has_line = Q(event=event.code)
    if series is not None and not series.piles:
        has_line |= Q(series=series.key, read_at=None)
    have = set(Notification.objects.filter(has_line, person__in=told).values_list("person_id", flat=True))
    return [person for person in told if person.pk not in have]


def _freshen(
    told: Sequence[Person], event: Heard, series: Series, said: Mapping[str, Words], link: str, now: datetime
) -> None:
    """The unread line of the series says the latest, and moves to the top."""
    rows = Notification.objects.filter(person__in=told, series=series.key, read_at=None, at__lt=now)
    for language, words in said.items():
        older = rows.filter(person__language=language)
        older.update(event=event.code, title=words.title, text=words.text, link=link, at=now)


def _line(
    person: Person, event: Heard, topic: str, words: Words, link: str, now: datetime, series: Series | None
) -> Notification:
    key = series.key if series is not None and not series.piles else ""
    return Notification(
        person=person,
        event=event.code,
        topic=topic,
        series=key,
        title=words.title,
        text=words.text,
        link=link,
        at=now,
    )


def _to_mail(
    told: Sequence[Person], event: Heard, topic: str, series: Series | None, now: datetime
) -> list[Person]:
    """Who wants mail about the topic, was not mailed about this event, and is not in the quiet of its series."""
    without = _mailed(told, event)
    if topic in MUTABLE:
        muted = MutedTopic.objects.filter(person__in=told, topic=topic)
        without |= set(muted.values_list("person_id", flat=True))
    if series is not None:
        without |= _in_quiet(told, series, now)
    return [person for person in told if person.pk not in without]


def _mailed(told: Sequence[Person], event: Heard) -> set[int]:
    keys = {f"{event.code}:{person.code}": person.pk for person in told}
    return {keys[key] for key in Mail.objects.filter(key__in=keys).values_list("key", flat=True)}


def _in_quiet(told: Sequence[Person], series: Series, now: datetime) -> set[int]:
    lately = Mail.objects.filter(
        series=series.key, to__in=[person.email for person in told], created_at__gte=now - series.quiet
    )
    last = dict(lately.order_by("created_at", "id").values_list("to", "created_at"))
    return {
        person.pk
        for person in told
        if person.email in last and last[person.email] >= series.quiet_from(person, now)
    }


def _owe(key: str, to: str, letter: Letter, series: Series | None, now: datetime) -> None:
    Mail.objects.create(
        key=key,
        series=series.key if series else "",
        to=to,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        created_at=now,
    )
    journal.record(MailOwed(f"mail:{key}"), now=now)
