"""Opening an account, and proving the address it stands on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kadam.identity.actions.consents import subject_of, write_consent
from kadam.identity.events import EmailVerified, PersonSignedUp
from kadam.identity.models import Person
from kadam.identity.notices import current_notice
from kadam.identity.policies import is_adult
from kadam.identity.purposes import ACCOUNT, PURPOSES
from kadam.journal.actions import record
from kadam.kit.clock import day_of
from kadam.kit.refusals import Refusal
from kadam.kit.rules import rules


class TooYoung(Refusal):
    """Below the age of contract; nothing is stored."""

    message = _(
        "Kadam is for people who are %(age)s or older, because only an adult can agree to paid work. "
        "We have kept nothing of what you typed. Please come back after your birthday: you will be welcome."
    )
    status = 422
    field = "born_on"


class AddressTaken(Refusal):
    """The address has an account. Doors that strangers use must not show this (it would tell who is here)."""

    message = _("This e-mail address already has an account.")
    status = 422
    field = "email"


def sign_up(
    *,
    email: str,
    name: str,
    born_on: date,
    password: str | None,
    language: str = "en",
    purposes: Sequence[str] = (),
    channel: str = "web",
    now: datetime,
) -> Person:
    """Open an account: the person, their consent to the notice (`account` and each of `purposes`), the journal.

    The address is unproven until verify_email. Raises TooYoung, AddressTaken; nothing is stored then.
    """
    age_min = rules().age_min
    if not is_adult(born_on, day_of(now), age_min):
        raise TooYoung(age=age_min)
    shown = current_notice(language)
    with transaction.atomic():
        person = _create(email, name, born_on, password, language, now)
        record(PersonSignedUp(subject_of(person), channel), actor=person.code, now=now)
        for purpose in [ACCOUNT, *(PURPOSES[key] for key in purposes if key != ACCOUNT.key)]:
            write_consent(person, purpose, shown, channel, person, now)
    return person


def open_account(*, email: str, name: str, now: datetime) -> Person:
    """Open an account for somebody who works for the operator: no password yet, the address vouched for.

    Raises AddressTaken.
    """
    with transaction.atomic():
        person = _create(email, name, None, None, "en", now)
        record(PersonSignedUp(subject_of(person), "operator"), now=now)
        verify_email(person=person, now=now)
    return person


def _create(
    email: str, name: str, born_on: date | None, password: str | None, language: str, now: datetime
) -> Person:
    person = Person(
        email=email.strip().lower(),
        name=" ".join(name.split()),
        born_on=born_on,
        language=language,
        created_at=now,
    )
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        raise AddressTaken() from None
    return person


def verify_email(*, person: Person, now: datetime) -> None:
    """Write down that the person reads mail at their address: it becomes their one verified address."""
    with transaction.atomic():
        EmailAddress.objects.update_or_create(
            user=person, email=person.email, defaults={"verified": True, "primary": True}
        )
        record(EmailVerified(subject_of(person)), actor=person.code, now=now)
