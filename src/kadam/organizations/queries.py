"""Reading organisations. What a person may not see does not exist for them: Http404."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.urls import reverse

from kadam.files.models import StoredFile
from kadam.files.queries import FileRow, file_row
from kadam.identity.models import Person
from kadam.kit.workdays import workday_deadline
from kadam.organizations import invitations
from kadam.organizations.models import Invitation, Membership, Organization, VerificationEvidence
from kadam.organizations.policies import in_order, missing_for_verification, role_name

ANSWER_WORKDAYS = 1  # staff answer a verification within so many working days


@dataclass(frozen=True)
class MembershipRow:
    """One organisation that a person belongs to, with every role they hold in it."""

    organization_code: str
    organization_name: str
    kind: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """An organisation, and the roles that the person who asked holds in it."""

    organization: Organization
    roles: frozenset[str]


@dataclass(frozen=True)
class MemberRow:
    """One person of an organisation, for its other members."""

    code: str
    name: str
    email: str
    roles: tuple[tuple[str, str], ...]  # ("recruiter", "Recruiter")
    since: datetime


@dataclass(frozen=True)
class UnitRow:
    """Another organisation of the same company."""

    code: str
    name: str
    city: str
    is_verified: bool
    is_mine: bool  # the person who asked belongs to it


@dataclass(frozen=True)
class EvidenceRow:
    """One paper that an organisation gave to staff."""

    label: str
    added_at: datetime
    file: FileRow


@dataclass(frozen=True)
class QueueRow:
    """One organisation that waits for staff, and until when they said they would answer."""

    code: str
    name: str
    kind: str
    city: str
    domain: str
    submitted_at: datetime
    due_at: datetime


@dataclass(frozen=True)
class InvitationRow:
    """One invitation that nobody took up yet."""

    code: str
    email: str
    role: str
    invited_by: str
    expires_at: datetime
    expired: bool


def memberships_of(person: Person) -> list[MembershipRow]:
    """What a person belongs to, by name. One query: every page's header asks it."""
    rows = Membership.objects.filter(person=person).order_by("organization__name", "organization_id")
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for code, name, kind, role in rows.values_list(
        "organization__code", "organization__name", "organization__kind", "role"
    ):
        grouped.setdefault((code, name, kind), []).append(role)
    return [MembershipRow(*key, in_order(roles)) for key, roles in grouped.items()]


def roles_of(person: Person, organization: Organization) -> frozenset[str]:
    """The roles a person holds in one organisation; empty for a stranger."""
    rows = Membership.objects.filter(person=person, organization=organization)
    return frozenset(rows.values_list("role", flat=True))


def get_for_member(actor: Person, code: str) -> Organization:
    """An organisation that the actor belongs to, with its parent. Raises Http404."""
    mine = Membership.objects.filter(person=actor).values("organization_id")
    return _one(Organization.objects.select_related("parent").filter(code=code, id__in=mine))


def standing(actor: Person, code: str) -> Standing:
    """An organisation that the actor belongs to, and as what, in one query. Raises Http404."""
    rows = Membership.objects.filter(person=actor, organization__code=code).order_by("id")
    held = list(rows.select_related("organization__parent"))
    if not held:
        raise Http404
    return Standing(held[0].organization, frozenset(row.role for row in held))


def get_public(code: str, actor: Person | None = None) -> Organization:
    """An organisation that staff have verified at some time, or that the actor belongs to. Raises Http404.

    Never one that nobody checked: its page would lend our name to whoever took that of another company.
    """
    seen = Q(verified_at__isnull=False)
    if actor is not None:
        seen |= Q(id__in=Membership.objects.filter(person=actor).values("organization_id"))
    return _one(Organization.objects.select_related("parent").filter(seen, code=code))


def get_for_staff(actor: Person, code: str) -> Organization:
    """Any organisation, for staff. Raises Http404 for everybody else."""
    if not actor.is_staff:
        raise Http404
    return _one(Organization.objects.select_related("parent").filter(code=code))


def get_organization(code: str) -> Organization:
    """The organisation behind a code, for subscribers and clocks; pages ask one of the queries above."""
    return _one(Organization.objects.filter(code=code))


def people_with_role(organization: Organization, *roles: str) -> list[Person]:
    """Who holds one of the roles, each once, by name."""
    held = Membership.objects.filter(organization=organization, role__in=roles)
    return list(Person.objects.filter(id__in=held.values("person_id"), is_active=True).order_by("name", "id"))


def members(organization: Organization) -> list[MemberRow]:
    """Everybody who belongs, longest first. One query."""
    rows = (
        Membership.objects.filter(organization=organization).select_related("person").order_by("since", "id")
    )
    held: dict[Person, list[Membership]] = {}
    for row in rows:
        held.setdefault(row.person, []).append(row)
    return [_member_row(person, rows) for person, rows in held.items()]


def _member_row(person: Person, rows: list[Membership]) -> MemberRow:
    roles = tuple((role, role_name(role)) for role in in_order(row.role for row in rows))
    return MemberRow(person.code, str(person), person.email, roles, rows[0].since)


def get_member(organization: Organization, code: str) -> MemberRow:
    """The member whose person has that code. Raises Http404."""
    row = next((row for row in members(organization) if row.code == code), None)
    if row is None:
        raise Http404
    return row


def get_colleague(organization: Organization, code: str) -> Person:
    """The person of that code, who is a member. Raises Http404."""
    held = Membership.objects.filter(organization=organization).values("person_id")
    person = Person.objects.filter(code=code, id__in=held).first()
    if person is None:
        raise Http404
    return person


def units(organization: Organization, actor: Person | None = None) -> list[UnitRow]:
    """The units directly under an organisation, by name. One query."""
    mine = Membership.objects.filter(organization=OuterRef("pk"), person=actor)
    rows = Organization.objects.filter(parent=organization).annotate(is_mine=Exists(mine))
    return [
        UnitRow(row.code, row.name, row.city, row.is_verified, row.is_mine)
        for row in rows.order_by("name", "id")
    ]


def evidence(organization: Organization) -> list[EvidenceRow]:
    """The papers given to staff, oldest first. One query."""
    rows = (
        VerificationEvidence.objects.filter(organization=organization).select_related("file").order_by("id")
    )
    return [EvidenceRow(row.label, row.added_at, file_row(row.file)) for row in rows]


def evidence_count(organization: Organization) -> int:
    """How many papers count: those that were not refused on arrival."""
    rows = VerificationEvidence.objects.filter(organization=organization)
    return rows.exclude(file__state="refused").count()


def missing(organization: Organization) -> list[str]:
    """What has to be given before staff can be asked to check, as phrases. At most one query."""
    return missing_for_verification(
        organization, 1 if organization.domain_proved_at else evidence_count(organization)
    )


def evidence_file(actor: Person, code: str, file_code: str) -> StoredFile:
    """One paper, for owners of the organisation and for staff. Raises Http404 for everybody else."""
    rows = VerificationEvidence.objects.select_related("file").filter(
        organization__code=code, file__code=file_code
    )
    if not actor.is_staff:
        owned = Membership.objects.filter(person=actor, role="owner")
        rows = rows.filter(organization_id__in=owned.values("organization_id"))
    row = rows.first()
    if row is None:
        raise Http404
    return row.file


def verification_queue(limit: int = 100) -> list[QueueRow]:
    """What waits for staff, oldest first, with the day and hour by which we said we would answer. One query."""
    rows = Organization.objects.filter(verification="submitted", submitted_at__isnull=False)
    return [_queue_row(row) for row in rows.order_by("submitted_at", "id")[:limit]]


def _queue_row(row: Organization) -> QueueRow:
    assert row.submitted_at is not None
    due = answer_due_at(row.submitted_at)
    return QueueRow(row.code, row.name, row.kind, row.city, row.domain, row.submitted_at, due)


def answer_due_at(submitted_at: datetime) -> datetime:
    """By when staff answer what was sent in at that moment."""
    return workday_deadline(submitted_at, ANSWER_WORKDAYS)


def verified_emails(person: Person) -> list[str]:
    """Addresses that the person has shown to be theirs, the main one first."""
    rows = EmailAddress.objects.filter(user=person, verified=True).order_by("-primary", "id")
    return [email.lower() for email in rows.values_list("email", flat=True)]


def verified_twin(organization: Organization, field: str) -> Organization | None:
    """Another verified organisation with the same number in `field` ("gstin" or "aishe")."""
    number = getattr(organization, field)
    same: dict[str, Any] = {field: number, "verification": "verified"}
    rows = Organization.objects.filter(**same).exclude(pk=organization.pk)
    return rows.order_by("id").first() if number else None


def open_invitations(organization: Organization, *, now: datetime) -> list[InvitationRow]:
    """Invitations that were neither taken up nor withdrawn, oldest first. One query."""
    rows = Invitation.objects.filter(organization=organization, accepted_at=None, withdrawn_at=None)
    return [
        InvitationRow(
            row.code,
            row.email,
            role_name(row.role),
            str(row.invited_by),
            row.expires_at,
            row.expires_at <= now,
        )
        for row in rows.select_related("invited_by").order_by("id")
    ]


def get_invitation(organization: Organization, code: str) -> Invitation:
    """One invitation of an organisation, in any state. Raises Http404."""
    invitation = Invitation.objects.filter(organization=organization, code=code).first()
    if invitation is None:
        raise Http404
    return invitation


def invitation_for(token: str) -> Invitation:
    """The invitation that a link carries, in any state, with its organisation and who invited. Raises Http404."""
    rows = Invitation.objects.select_related("organization", "invited_by")
    invitation = rows.filter(token_sha256=invitations.fingerprint(token)).first()
    if invitation is None:
        raise Http404
    return invitation


def invitation_link(code: str) -> str:
    """The whole address that an invitation's message carries. Raises LookupError when its key is gone, Http404."""
    invitation = Invitation.objects.filter(code=code).first()
    if invitation is None:
        raise Http404
    token = invitations.token_of(invitation)
    return settings.BASE_URL + reverse("organizations:invitation", kwargs={"token": token})


def invitation_details(code: str) -> Invitation:
    """An invitation, its organisation and who invited, for the subscriber that writes the message. Raises Http404."""
    invitation = Invitation.objects.select_related("organization", "invited_by").filter(code=code).first()
    if invitation is None:
        raise Http404
    return invitation


def search_organizations(text: str, limit: int = 20) -> list[Organization]:
    """Organisations whose name, domain, code or number has `text` in it, for staff, by name."""
    word = text.strip()
    exact = Q(code=word.lower()) | Q(gstin=word.upper()) | Q(pan=word.upper()) | Q(aishe=word.upper())
    rows = Organization.objects.filter(exact | Q(name__icontains=word) | Q(domain__icontains=word.lower()))
    return list(rows.order_by("name", "id")[:limit]) if word else []


def _one(rows: Any) -> Organization:
    organization: Organization | None = rows.first()
    if organization is None:
        raise Http404
    return organization
