"""Roles given and given up. The last owner is protected by the database: CHECK (owners > 0)."""

from __future__ import annotations

import contextlib
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.refusals import BadInput, Refusal
from kadam.kit.transitions import StaleState
from kadam.organizations.events import MemberJoined, MemberLeft
from kadam.organizations.models import Membership, Organization
from kadam.organizations.policies import MANAGERS, require_role, roles_for
from kadam.organizations.queries import roles_of


class LastOwner(Refusal):
    """Somebody must be able to manage the organisation."""

    message = _("%(name)s needs at least one owner. Make somebody else an owner first.")


class NoSuchRole(BadInput):
    """A role that this kind of organisation does not have."""

    message = _("Choose a role from the list.")
    field = "role"


class NotAMember(Refusal):
    """Strangers are invited; only members are given further roles."""

    message = _("%(name)s is not a member. Send an invitation instead.")


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


def assign_role(
    organization: Organization, *, person: Person, role: str, actor: Person, now: datetime
) -> bool:
    """An owner gives a member one more role; False when they held it. Raises NotYours, NoSuchRole, NotAMember."""
    require_role(roles_of(actor, organization), *MANAGERS)
    if role not in roles_for(organization.kind):
        raise NoSuchRole
    if not roles_of(person, organization):
        raise NotAMember(name=str(person))
    return give_role(organization, person=person, role=role, actor=actor, now=now)


def leave_role(organization: Organization, *, role: str, actor: Person, now: datetime) -> None:
    """Give up one's own role; records MemberLeft. Raises StaleState (not held), LastOwner."""
    _take_away(organization, actor, role, actor, now)


def remove_role(
    organization: Organization, *, person: Person, role: str, actor: Person, now: datetime
) -> None:
    """Take a role from a member; owners only. Records MemberLeft. Raises NotYours, StaleState, LastOwner."""
    require_role(roles_of(actor, organization), *MANAGERS)
    _take_away(organization, person, role, actor, now)


def release_roles(person: Person, *, now: datetime) -> None:
    """Somebody closed their account: take every role away but that of a last owner, which staff must see to."""
    for row in Membership.objects.filter(person=person).select_related("organization").order_by("id"):
        with contextlib.suppress(LastOwner, StaleState):
            _take_away(row.organization, person, row.role, None, now)


def _take_away(
    organization: Organization, person: Person, role: str, actor: Person | None, now: datetime
) -> None:
    held = Membership.objects.filter(organization=organization, person=person, role=role)
    with transaction.atomic():
        if not held.delete()[0]:
            raise StaleState
        if role == "owner":
            _count_down(organization)
        event = MemberLeft(f"organization:{organization.code}", person.code, role, person != actor)
        journal.record(event, actor=actor.code if actor else "", now=now)


def _count_down(organization: Organization) -> None:
    """One conditional UPDATE: of two owners who leave at once, the second finds one owner and is refused."""
    rows = Organization.objects.filter(pk=organization.pk, owners__gt=1)
    if not rows.update(owners=F("owners") - 1):
        raise LastOwner(name=organization.name)
