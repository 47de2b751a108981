"""Agreeing to a purpose, and taking it back (DPDP Act 2023, s. 6: the burden of proof is on us)."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kadam.identity.events import ConsentGiven, ConsentWithdrawn
from kadam.identity.models import Consent, Person
from kadam.identity.notices import Notice, current_notice
from kadam.identity.purposes import PURPOSES, Purpose
from kadam.journal.actions import record
from kadam.kit.refusals import Refusal


class UnknownPurpose(Refusal):
    """There is no such purpose."""

    message = _("We do not use data for such a purpose. Reload the page and choose again.")
    status = 422


class GivenAlready(Refusal):
    """The agreement is in force."""

    message = _("You already agreed to this; it stays as it is.")


class NotGiven(Refusal):
    """There is nothing to take back."""

    message = _("This agreement is not in force, so there is nothing to take back.")


class NeedsClosing(Refusal):
    """The necessary purpose ends with the account."""

    message = _(
        "Without this agreement we cannot keep an account for you. To take it back, close the account."
    )


def give_consent(
    *,
    person: Person,
    purpose: str,
    language: str | None = None,
    channel: str = "web",
    actor: Person | None = None,
    now: datetime,
) -> Consent:
    """Record that `person` agreed to `purpose` under the notice in force, word for word, and journal it.

    `language` is that of the notice shown, by default the person's. Raises UnknownPurpose, GivenAlready.
    """
    wanted = find_purpose(purpose)
    shown = current_notice(language or person.language)
    with transaction.atomic():
        return write_consent(person, wanted, shown, channel, actor or person, now)


def write_consent(
    person: Person, purpose: Purpose, shown: Notice, channel: str, actor: Person, now: datetime
) -> Consent:
    """The row and its event, inside the caller's transaction. Raises GivenAlready."""
    try:
        with transaction.atomic():
            row = Consent.objects.create(
                person=person,
                purpose=purpose.key,
                notice_version=shown.version,
                notice_sha256=shown.sha256,
                language=shown.language,
                channel=channel,
                given_at=now,
            )
    except IntegrityError:
        raise GivenAlready() from None
    event = ConsentGiven(
        subject_of(person), purpose.key, shown.version, shown.sha256, shown.language, channel
    )
    record(event, actor=actor.code, now=now)
    return row


def withdraw_consent(*, person: Person, purpose: str, actor: Person | None = None, now: datetime) -> None:
    """End the agreement of `person` to `purpose` from `now` on, and journal it; the row stays as proof.

    Raises UnknownPurpose, NeedsClosing for the necessary one, NotGiven when none is in force.
    """
    wanted = find_purpose(purpose)
    if wanted.necessary:
        raise NeedsClosing()
    with transaction.atomic():
        in_force = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None)
        if not in_force.update(withdrawn_at=now):
            raise NotGiven()
        record(ConsentWithdrawn(subject_of(person), purpose), actor=(actor or person).code, now=now)


def find_purpose(key: str) -> Purpose:
    """The purpose of that key. Raises UnknownPurpose."""
    if key not in PURPOSES:
        raise UnknownPurpose()
    return PURPOSES[key]


def subject_of(person: Person) -> str:
    """How the journal names a person."""
    return f"person:{person.code}"
