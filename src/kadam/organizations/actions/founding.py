"""Creating a company or a university."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.codes import ALPHABET, LENGTH, new_code
from kadam.kit.refusals import BadInput
from kadam.kit.transitions import StaleState
from kadam.organizations.actions.facts import cleaned_facts
from kadam.organizations.events import MemberJoined, OrganizationCreated
from kadam.organizations.models import KINDS, Membership, Organization
from kadam.organizations.policies import MANAGERS, require_role
from kadam.organizations.queries import roles_of


class NoSuchKind(BadInput):
    """Neither a company nor a university."""

    message = _("Choose whether this is a company or a university.")
    field = "kind"


class NotAUnit(BadInput):
    """Only companies have units, and a unit is a company."""

    message = _("Only a company can have units, and each unit is a company.")
    field = "kind"


def create_organization(
    *,
    kind: str,
    name: str,
    actor: Person,
    now: datetime,
    key: str = "",
    parent: Organization | None = None,
    **facts: Any,
) -> Organization:
    """A new organisation whose first owner is the actor; records OrganizationCreated and MemberJoined.

    `key` (a code made when the form was drawn) becomes its public code: the same form sent twice makes one, and the
    second send gets the first's. `parent` makes it a unit: the actor must own the parent. Raises NoSuchKind, NotAUnit,
    the refusals of facts.cleaned_facts, NotYours, StaleState (the key is somebody else's).
    """
    _check_kind(kind, parent)
    if parent is not None:
        require_role(roles_of(actor, parent), *MANAGERS)
    fields = cleaned_facts({"name": name, **facts})
    code = key if re.fullmatch(f"[{ALPHABET}]{{{LENGTH}}}", key) else new_code()
    try:
        with transaction.atomic():
            made = Organization.objects.create(code=code, kind=kind, parent=parent, created_at=now, **fields)
            Membership.objects.create(organization=made, person=actor, role="owner", since=now)
            subject = f"organization:{made.code}"
            journal.record(OrganizationCreated(subject, kind), actor=actor.code, now=now)
            journal.record(MemberJoined(subject, actor.code, "owner"), actor=actor.code, now=now)
    except IntegrityError:
        return _made_before(code, actor)
    return made


def _check_kind(kind: str, parent: Organization | None) -> None:
    if kind not in KINDS:
        raise NoSuchKind
    if parent is not None and (kind, parent.kind) != ("company", "company"):
        raise NotAUnit


def _made_before(code: str, actor: Person) -> Organization:
    owned = Membership.objects.filter(person=actor, role="owner").values("organization_id")
    made = Organization.objects.filter(code=code, id__in=owned).first()
    if made is None:
        raise StaleState
    return made
