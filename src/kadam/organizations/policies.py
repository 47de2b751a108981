"""Who may do what in an organisation, and what a verification needs. Pure: no database."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadam.identity.models import Person
from kadam.kit.refusals import NotYours
from kadam.organizations.models import COMPANY_ROLES, ROLES, UNIVERSITY_ROLES, Organization

POSTERS = ("owner", "recruiter")  # write briefs, select, answer
PAYERS = ("owner", "finance")  # fund, cancel
REVIEWERS = ("owner", "supervisor", "recruiter")  # judge the work
MANAGERS = ("owner",)  # members, facts, verification
IDENTIFIERS = ("gstin", "cin", "llpin", "udyam", "pan", "aishe")
CHECKED = ("name", *IDENTIFIERS, "domain")  # what staff look at: a change is looked at again
KEY_NUMBERS = {"company": ("gstin", "cin", "llpin", "udyam", "pan"), "university": ("aishe",)}

ROLE_HELP = {
    "owner": gettext_lazy("does everything, invites people, and answers for the organisation"),
    "recruiter": gettext_lazy("writes briefs, chooses students, reviews their work"),
    "supervisor": gettext_lazy("guides students at work and reviews what they hand in"),
    "finance": gettext_lazy("sets the money aside and cancels projects"),
    "career_officer": gettext_lazy("brings companies to students and follows how they fare"),
    "approver": gettext_lazy("approves finished work for credit"),
}


def roles_for(kind: str) -> tuple[str, ...]:
    """The roles that members of a company or a university may hold."""
    return COMPANY_ROLES if kind == "company" else UNIVERSITY_ROLES


def role_name(role: str) -> str:
    """ "career_officer" -> "Career officer"."""
    return str(ROLES[role])


def require_role(roles: Collection[str], *wanted: str) -> None:
    """Raises NotYours, naming the roles that may, when none of `roles` is among `wanted`."""
    if not set(roles) & set(wanted):
        names = _(" or ").join(role_name(role).lower() for role in wanted)
        raise NotYours(
            _("Only an %(roles)s of the organisation can do this. Ask one of them.") % {"roles": names}
        )


def can_manage(roles: Collection[str]) -> bool:
    """May they change facts, members and verification?"""
    return bool(set(roles) & set(MANAGERS))


def can_judge(staff: Person, member_roles: Collection[str]) -> bool:
    """May this member of staff decide on the verification? Not on that of their own organisation."""
    return staff.is_staff and not member_roles


def missing_for_verification(organization: Organization, evidence: int) -> list[str]:
    """What an organisation still has to give before it can be sent to staff, as phrases; `evidence` counts papers."""
    missing = []
    if not has_number(organization):
        university = organization.kind == "university"
        missing.append(_("the AISHE code") if university else _("one registration number"))
    if not organization.domain_proved_at and not evidence:
        missing.append(_("a proved work-e-mail domain, or one paper that shows the organisation exists"))
    return missing


def has_number(organization: Organization) -> bool:
    """Does it give one of the numbers by which its kind is registered?"""
    return any(getattr(organization, name) for name in KEY_NUMBERS[organization.kind])


def masked_email(email: str) -> str:
    """ "asha@meridian.in" -> "a•••@meridian.in": enough for its owner to recognise it."""
    name, _at, domain = email.rpartition("@")
    return f"{name[:1]}•••@{domain}"


def role_help(role: str) -> str:
    """What a role is for, in a few words."""
    return str(ROLE_HELP[role])


def in_order(roles: Iterable[str]) -> tuple[str, ...]:
    """Roles as pages list them: owner first."""
    held = set(roles)
    return tuple(role for role in ROLES if role in held)
