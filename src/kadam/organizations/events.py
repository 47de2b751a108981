"""What can happen to an organisation. Subjects are "organization:CODE"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OrganizationCreated:
    """Somebody created it and is its first owner."""

    subject: str
    kind: str


@dataclass(frozen=True)
class OrganizationChanged:
    """Facts about it were edited."""

    subject: str
    fields: list[str]


@dataclass(frozen=True)
class MemberInvited:
    """An invitation link is to be sent. The token travels only in the message, so it is not recorded here."""

    subject: str
    invitation: str


@dataclass(frozen=True)
class InvitationWithdrawn:
    """The link no longer works."""

    subject: str
    invitation: str


@dataclass(frozen=True)
class MemberJoined:
    """A person holds a role."""

    subject: str
    person: str
    role: str


@dataclass(frozen=True)
class MemberLeft:
    """A person no longer holds a role; `removed` when somebody else took it away."""

    subject: str
    person: str
    role: str
    removed: bool


@dataclass(frozen=True)
class DomainProved:
    """A member's verified work address proved the organisation's domain."""

    subject: str
    domain: str


@dataclass(frozen=True)
class VerificationSubmitted:
    """The organisation asks staff to check it."""

    subject: str


@dataclass(frozen=True)
class OrganizationVerified:
    """Staff approved."""

    subject: str


@dataclass(frozen=True)
class VerificationAsked:
    """Staff need something more."""

    subject: str
    note: str


@dataclass(frozen=True)
class VerificationRefused:
    """Staff refused, with a reason."""

    subject: str
    note: str


@dataclass(frozen=True)
class VerificationRevoked:
    """Something that staff had checked, or were checking, was changed: it has to be checked again."""

    subject: str
    fields: list[str]


@dataclass(frozen=True)
class EvidenceAdded:
    """A paper for staff was uploaded."""

    subject: str
    file: str
