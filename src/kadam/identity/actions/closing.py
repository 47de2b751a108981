"""Closing an account at the person's own wish (DPDP Act 2023, s. 12; standards: unpublish at once, erase later)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kadam.identity.actions.consents import subject_of
from kadam.identity.actions.credentials import end_sessions
from kadam.identity.events import AccountClosed, ClosureAsked, ClosureCalledOff, ConsentWithdrawn
from kadam.identity.models import Consent, Person
from kadam.journal.actions import record
from kadam.kit.refusals import Refusal
from kadam.kit.rules import rules


class ClosingAlready(Refusal):
    """The day is set."""

    message = _("Your account already has a day on which it closes.")


class NotClosing(Refusal):
    """There is nothing to call off."""

    message = _("Your account is not about to close; it stays as it is.")


def ask_closure(*, person: Person, actor: Person, now: datetime) -> datetime:
    """Set the moment at which the account closes, and journal it; gives that moment. Raises ClosingAlready.

    Until then everything works, so that begun work can be finished and paid, and the person may call it off.
    """
    closing_at = now + timedelta(days=rules().closing_days)
    with transaction.atomic():
        open_ones = Person.objects.filter(pk=person.pk, closing_at=None)
        if not open_ones.update(closing_at=closing_at):
            raise ClosingAlready()
        record(ClosureAsked(subject_of(person), closing_at.isoformat()), actor=actor.code, now=now)
    person.closing_at = closing_at
    return closing_at


def call_off_closure(*, person: Person, actor: Person, now: datetime) -> None:
    """Keep the account after all, and journal it. Raises NotClosing, also once the account is closed."""
    with transaction.atomic():
        waiting = Person.objects.filter(pk=person.pk, is_active=True, closing_at__isnull=False)
        if not waiting.update(closing_at=None):
            raise NotClosing()
        record(ClosureCalledOff(subject_of(person)), actor=actor.code, now=now)
    person.closing_at = None


def close_account(*, person: Person, actor: Person | None, now: datetime) -> bool:
    """Close the account: no sign-in, no sessions, no consent in force, and journal it. False if it was closed.

    What is public about the person comes down when the event is heard; rows stay for the time the law asks.
    """
    with transaction.atomic():
        if not Person.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
            return False
        end_sessions(person, keep="")
        in_force = Consent.objects.filter(person=person, withdrawn_at=None).order_by("purpose")
        purposes = list(in_force.values_list("purpose", flat=True))
        in_force.update(withdrawn_at=now)
        by = actor.code if actor else ""
        for purpose in purposes:
            record(ConsentWithdrawn(subject_of(person), purpose), actor=by, now=now)
        record(AccountClosed(subject_of(person)), actor=by, now=now)
    person.is_active = False
    return True
