"""Roles given and given up. The last owner is protected by the database: CHECK (owners > 0)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.refusals import Refusal
from kadam.kit.transitions import StaleState
from kadam.organizations.events import MemberJoined, MemberLeft
from kadam.organizations.models import Membership, Organization
from kadam.organizations.policies import MANAGERS, require_role
from kadam.organizations.queries import roles_of


class LastOwner(Refusal):
    """Somebody must be able to manage the organisation."""

    message = _("%(name)s needs at least one owner. Make somebody else an owner first.")


def give_role(
    organization: Organization, *, person: Person, role: str, actor: Person | None, now: datetime
) -> bool:
    """Make a person hold a role, inside the caller's transaction or its own; False when they held it already.

    Checks no permission: accept_invitation and the makers of demo data do. Records MemberJoined.
    """
    with transaction.atomic():
        _row, fresh = Membership.objects.get_or_create(
            organization=organization, person=person, role=role, defaults={"since": now}
        )
        if not fresh:
            return False
        if role == "owner":
            Organization.objects.filter(pk=organization.pk).update(owners=F("owners") + 1)
        event = MemberJoined(f"organization:{organization.code}", person.code, role)
        journal.record(event, actor=actor.code if actor else "", now=now)
    return True


def leave_role(organization: Organization, *, role: str, actor: Person, now: datetime) -> None:
    """Give up one's own role; records MemberLeft. Raises StaleState (not held), LastOwner."""
    _take_away(organization, actor, role, actor, now)


def remove_role(
    organization: Organization, *, person: Person, role: str, actor: Person, now: datetime
) -> None:
    """Take a role from a member; owners only. Records MemberLeft. Raises NotYours, StaleState, LastOwner."""
    require_role(roles_of(actor, organization), *MANAGERS)
    _take_away(organization, person, role, actor, now)


def _take_away(organization: Organization, person: Person, role: str, actor: Person, now: datetime) -> None:
    held = Membership.objects.filter(organization=organization, person=person, role=role)
    with transaction.atomic():
        if not held.delete()[0]:
            raise StaleState
        if role == "owner":
            _count_down(organization)
        event = MemberLeft(f"organization:{organization.code}", person.code, role, person != actor)
        journal.record(event, actor=actor.code, now=now)


def _count_down(organization: Organization) -> None:
    """One conditional UPDATE: of two owners who leave at once, the second finds one owner and is refused."""
    rows = Organization.objects.filter(pk=organization.pk, owners__gt=1)
    if not rows.update(owners=F("owners") - 1):
        raise LastOwner(name=organization.name)
