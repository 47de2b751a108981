"""Showing that an organisation is real: its mail domain, its papers, and asking staff to look."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kadam.files.actions import keep_file, receive_upload
from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.refusals import BadInput, NotYours, Refusal
from kadam.organizations.actions.editing import apply_changes
from kadam.organizations.events import DomainProved, EvidenceAdded, VerificationSubmitted
from kadam.organizations.mail_domains import domain_of, is_college, is_public
from kadam.organizations.models import Organization, VerificationEvidence
from kadam.organizations.policies import MANAGERS, missing_for_verification, require_role
from kadam.organizations.queries import evidence_count, roles_of, verified_emails
from kadam.organizations.states import VERIFICATION

EVIDENCE_MAX = 10


class AddressNotProved(BadInput):
    """The actor has not shown that the address is theirs."""

    message = _(
        "You have not proved that you read mail at %(domain)s. Add such an address to your account first."
    )


class PublicDomain(BadInput):
    """Anybody can have an address there."""

    message = _("Anybody can have an address at %(domain)s, so it proves nothing. Use your work address.")


class CollegeDomain(BadInput):
    """Students have addresses there."""

    message = _("%(domain)s belongs to a college. A company is proved by an address of its own.")


class TooMuchEvidence(Refusal):
    """EVIDENCE_MAX papers are there."""

    message = _("There are %(count)s papers already, which is enough. Send them in for checking.")
    field = "file"


class NotComplete(Refusal):
    """Something that staff need is missing."""

    message = _("Still missing: %(what)s.")


def prove_domain(organization: Organization, *, domain: str, actor: Person, now: datetime) -> Organization:
    """Prove the organisation's domain by a verified address of a member at it; records DomainProved.

    Any member may prove the first; only an owner may replace it, which takes a verification back. Proving the same
    again changes nothing. Raises NotYours, AddressNotProved, PublicDomain, CollegeDomain.
    """
    domain = domain.strip().lower()
    _check_domain(organization, domain, actor)
    if organization.domain == domain and organization.domain_proved_at:
        return organization
    with transaction.atomic():
        apply_changes(organization, {"domain": domain, "domain_proved_at": now}, actor=actor, now=now)
        journal.record(DomainProved(f"organization:{organization.code}", domain), actor=actor.code, now=now)
    return organization


def _check_domain(organization: Organization, domain: str, actor: Person) -> None:
    roles = roles_of(actor, organization)
    if not roles:
        raise NotYours
    if organization.domain_proved_at and organization.domain != domain:
        require_role(roles, *MANAGERS)
    if is_public(domain):
        raise PublicDomain(domain=domain)
    if domain not in {domain_of(email) for email in verified_emails(actor)}:
        raise AddressNotProved(domain=domain)
    if organization.kind == "company" and is_college(domain):
        raise CollegeDomain(domain=domain)


def add_evidence(
    organization: Organization, *, upload: UploadedFile[Any], label: str, actor: Person, now: datetime
) -> VerificationEvidence:
    """Give staff a paper (a certificate, a bill); only staff and owners see it. Records EvidenceAdded.

    Raises NotYours, TooMuchEvidence, and the refusals of files.actions.receive_upload.
    """
    require_role(roles_of(actor, organization), *MANAGERS)
    if evidence_count(organization) >= EVIDENCE_MAX:
        raise TooMuchEvidence(count=EVIDENCE_MAX)
    received = receive_upload(upload)
    with transaction.atomic():
        file = keep_file(received, owner=actor, now=now)
        paper = VerificationEvidence.objects.create(
            organization=organization, file=file, label=label.strip()[:120], added_at=now
        )
        journal.record(
            EvidenceAdded(f"organization:{organization.code}", file.code), actor=actor.code, now=now
        )
    return paper


def submit_verification(organization: Organization, *, actor: Person, now: datetime) -> Organization:
    """Ask staff to check the organisation; records VerificationSubmitted. Raises NotYours, NotComplete, StaleState."""
    require_role(roles_of(actor, organization), *MANAGERS)
    missing = missing_for_verification(organization, evidence_count(organization))
    if missing:
        raise NotComplete(what=_("; ").join(missing))
    with transaction.atomic():
        VERIFICATION.move(organization, "submit", submitted_at=now)
        journal.record(VerificationSubmitted(f"organization:{organization.code}"), actor=actor.code, now=now)
    return organization
