"""How a person proves who they are: passwords and other methods, and each time they used them."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from kadam.identity.actions.consents import subject_of
from kadam.identity.events import (
    EmailChanged,
    EmailVerified,
    PasswordChanged,
    PasswordReset,
    SessionsEnded,
    SignedIn,
    SignInMethodAdded,
    SignInMethodRemoved,
)
from kadam.identity.models import Person
from kadam.journal.actions import record


def set_password(
    *, person: Person, password: str, by_mail: bool, keep_session: str = "", now: datetime
) -> None:
    """Give the person a new password, end every session but `keep_session`, and journal it.

    `by_mail`: chosen through the link in a mail, not by the signed-in person.
    """
    person.set_password(password)
    event = PasswordReset(subject_of(person)) if by_mail else PasswordChanged(subject_of(person))
    with transaction.atomic():
        person.save(update_fields=["password"])
        end_sessions(person, keep=keep_session)
        record(event, actor=person.code, now=now)


def end_other_sessions(*, person: Person, keep_session: str, now: datetime) -> int:
    """Sign the person out everywhere but in `keep_session`, and journal it; how many sessions ended."""
    with transaction.atomic():
        count = end_sessions(person, keep=keep_session)
        if count:
            record(SessionsEnded(subject_of(person), count), actor=person.code, now=now)
    return count


def end_session(*, person: Person, session_key: str, now: datetime) -> int:
    """Sign the person out in one session, and journal it; 0 when it had ended before."""
    with transaction.atomic():
        mine = UserSession.objects.filter(user=person, session_key=session_key)
        count: int = mine.delete()[0]
        if count:
            Session.objects.filter(session_key=session_key).delete()
            record(SessionsEnded(subject_of(person), count), actor=person.code, now=now)
    return count


def end_sessions(person: Person, *, keep: str) -> int:
    """Remove every session of the person but `keep`, inside the caller's transaction; how many."""
    rows = UserSession.objects.filter(user=person).exclude(session_key=keep)
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    rows.filter(session_key__in=keys).delete()
    return len(keys)


def note_email(*, person: Person, changed: bool, now: datetime) -> None:
    """Journal that the person proved an address, in the transaction in which it became theirs."""
    event = EmailChanged(subject_of(person)) if changed else EmailVerified(subject_of(person))
    record(event, actor=person.code, now=now)


def note_sign_in(*, person: Person, method: str, now: datetime) -> None:
    """Journal that a session began."""
    with transaction.atomic():
        record(SignedIn(subject_of(person), method), actor=person.code, now=now)


def note_method(*, person: Person, method: str, added: bool, now: datetime) -> None:
    """Journal that a passkey, an authenticator app or recovery codes joined or left the account."""
    event = (SignInMethodAdded if added else SignInMethodRemoved)(subject_of(person), method)
    with transaction.atomic():
        record(event, actor=person.code, now=now)
