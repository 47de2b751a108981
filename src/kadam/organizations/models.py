"""Companies and universities as bodies: who belongs, in which role, and how we know they are real."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kadam.kit.codes import CodeField
from kadam.kit.constraints import one_of, positive, present_when
from kadam.organizations.states import VERIFICATION

KINDS = ("company", "university")
COMPANY_ROLES = ("owner", "recruiter", "supervisor", "finance")
UNIVERSITY_ROLES = ("owner", "career_officer", "approver")
ROLES = {
    "owner": _("Owner"),
    "recruiter": _("Recruiter"),
    "supervisor": _("Supervisor"),
    "finance": _("Finance"),
    "career_officer": _("Career officer"),
    "approver": _("Approver"),
}


class Organization(models.Model):
    """A company or a university. A company may be a unit of another (`parent`)."""

    code = CodeField()
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=160)
    about = models.TextField(blank=True)
    industry = models.CharField(max_length=80, blank=True)
    size = models.CharField(max_length=40, blank=True)  # "2-10 people"
    website = models.URLField(blank=True)
    city = models.CharField(max_length=80, blank=True)
    state_code = models.CharField(max_length=2, blank=True)  # GST state code
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="units")
    gstin = models.CharField(max_length=15, blank=True)
    cin = models.CharField(max_length=21, blank=True)
    llpin = models.CharField(max_length=8, blank=True)
    udyam = models.CharField(max_length=19, blank=True)
    pan = models.CharField(max_length=10, blank=True)
    aishe = models.CharField(max_length=8, blank=True)
    domain = models.CharField(max_length=120, blank=True)  # a work-e-mail domain that a member proved
    domain_proved_at = models.DateTimeField(null=True)
    verification = models.CharField(max_length=12, default=VERIFICATION.initial)
    verification_note = models.TextField(blank=True)  # what staff asked for, or why they refused
    submitted_at = models.DateTimeField(null=True)
    verified_at = models.DateTimeField(
        null=True
    )  # when staff last approved; kept when a change takes it back
    owners = models.PositiveIntegerField(default=1)  # kept by the actions; the CHECK protects the last one
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("kind", KINDS, "organization_kind"),
            VERIFICATION.check("organization_verification"),
            present_when("verification", ["verified"], "verified_at", "organization_verified_at"),
            positive("owners", "organization_has_owner"),
            # Only a verified claim is exclusive: a stranger who types your number must not lock you out.
            models.UniqueConstraint(
                fields=["gstin"],
                condition=models.Q(verification="verified") & ~models.Q(gstin=""),
                name="organization_gstin",
            ),
            models.UniqueConstraint(
                fields=["aishe"],
                condition=models.Q(verification="verified") & ~models.Q(aishe=""),
                name="organization_aishe",
            ),
        ]
        indexes = [models.Index(fields=["verification", "submitted_at"], name="organization_queue")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_verified(self) -> bool:
        """Has staff checked that it is who it says?"""
        return self.verification == "verified"


class Membership(models.Model):
    """One role that one person holds in one organisation; a person with two roles has two rows."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "person", "role"], name="membership_once"),
            one_of("role", ROLES, "membership_role"),
        ]
        indexes = [models.Index(fields=["person"], name="membership_person")]


class Invitation(models.Model):
    """A link sent by e-mail that makes who opens it, signed in under that address, a member in one role."""

    code = CodeField()
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=16)
    token_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email", "role"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="invitation_open_once",
            ),
            one_of("role", ROLES, "invitation_role"),
        ]


class VerificationEvidence(models.Model):
    """A paper that shows the organisation is real, for staff alone."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="evidence")
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=120)
    added_at = models.DateTimeField()
