"""Changing what an organisation says about itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.transitions import StaleState
from kadam.organizations.actions.facts import cleaned_facts
from kadam.organizations.events import OrganizationChanged, VerificationRevoked
from kadam.organizations.models import Organization
from kadam.organizations.policies import CHECKED, MANAGERS, require_role
from kadam.organizations.queries import roles_of
from kadam.organizations.states import VERIFICATION


def edit_organization(
    organization: Organization, *, actor: Person, now: datetime, **fields: Any
) -> Organization:
    """Change facts (facts.EDITABLE); records OrganizationChanged with the names of those that differ.

    A change of what staff check (policies.CHECKED) takes back a verification that was given or is being worked on, in
    the same UPDATE, and records VerificationRevoked. Nothing changed, nothing recorded. Raises NotYours, the refusals
    of facts.cleaned_facts, StaleState.
    """
    require_role(roles_of(actor, organization), *MANAGERS)
    facts = cleaned_facts(fields, organization)
    changes = {name: value for name, value in facts.items() if value != getattr(organization, name)}
    if not changes:
        return organization
    with transaction.atomic():
        apply_changes(organization, changes, actor=actor, now=now)
        event = OrganizationChanged(f"organization:{organization.code}", sorted(changes))
        journal.record(event, actor=actor.code, now=now)
    return organization


def apply_changes(
    organization: Organization, changes: dict[str, Any], *, actor: Person, now: datetime
) -> None:
    """Write changed columns inside the caller's transaction; see edit_organization. Raises StaleState."""
    checked = sorted(set(changes) & set(CHECKED))
    if not checked:
        _write(organization, changes)
        return
    try:
        VERIFICATION.move(organization, "revoke", **changes)
    except StaleState:
        _write(organization, changes, not_in=VERIFICATION.sources("revoke"))
    else:
        event = VerificationRevoked(f"organization:{organization.code}", checked)
        journal.record(event, actor=actor.code, now=now)


def _write(organization: Organization, changes: dict[str, Any], not_in: list[str] | None = None) -> None:
    rows = Organization.objects.filter(pk=organization.pk).exclude(verification__in=not_in or [])
    if not rows.update(**changes):
        raise StaleState
    for name, value in changes.items():
        setattr(organization, name, value)
