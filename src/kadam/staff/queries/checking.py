"""One organisation and one brief, with everything staff need to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from kadam.identity.models import Person
from kadam.kit.refusals import Refusal
from kadam.organizations import queries as organizations
from kadam.organizations.gst_states import state_name
from kadam.organizations.identifiers import check_agreement, check_identifier
from kadam.organizations.models import Organization
from kadam.organizations.policies import IDENTIFIERS, can_judge
from kadam.organizations.queries import EvidenceRow, MemberRow
from kadam.projects import queries as projects
from kadam.projects.brief import Brief
from kadam.projects.linter import Finding, Standing, lint
from kadam.projects.models import Project
from kadam.staff.queries.history import Line, events_of

NAMES = {"gstin": "GSTIN", "cin": "CIN", "llpin": "LLPIN", "udyam": "Udyam", "pan": "PAN", "aishe": "AISHE"}


@dataclass(frozen=True)
class Number:
    """One registration number, and what our own check says of it: well-formed or not, and free or taken."""

    name: str
    value: str
    well_formed: bool
    note: str


@dataclass(frozen=True)
class OrganizationFile:
    """Everything about one organisation that staff look at."""

    organization: Organization
    state_name: str
    numbers: Sequence[Number]
    papers: Sequence[EvidenceRow]
    members: Sequence[MemberRow]
    history: Sequence[Line]
    due_at: datetime | None
    may_decide: bool


@dataclass(frozen=True)
class BriefFile:
    """One brief, what the linter says of it, and what its company has done so far."""

    project: Project
    brief: Brief
    findings: Sequence[Finding]
    standing: Standing
    history: Sequence[Line]


def organization_file(actor: Person, code: str) -> OrganizationFile:
    """One organisation for staff. Raises Http404 for everybody else."""
    organization = organizations.get_for_staff(actor, code)
    sent = organization.submitted_at if organization.verification == "submitted" else None
    return OrganizationFile(
        organization=organization,
        state_name=state_name(organization.state_code),
        numbers=_numbers(organization),
        papers=organizations.evidence(organization),
        members=organizations.members(organization),
        history=events_of(f"organization:{organization.code}", size=30).rows,
        due_at=organizations.answer_due_at(sent) if sent else None,
        may_decide=can_judge(actor, organizations.roles_of(actor, organization)),
    )


def _numbers(organization: Organization) -> list[Number]:
    return [_number(organization, name) for name in IDENTIFIERS if getattr(organization, name)]


def _number(organization: Organization, name: str) -> Number:
    value = getattr(organization, name)
    try:
        check_identifier(name, value)
        if name in {"gstin", "pan"}:
            check_agreement(
                gstin=organization.gstin, pan=organization.pan, state_code=organization.state_code
            )
    except Refusal as no:
        return Number(NAMES[name], value, False, str(no))
    twin = organizations.verified_twin(organization, name) if name in {"gstin", "aishe"} else None
    if twin is not None:
        note = _("%(other)s is already verified with this number.") % {"other": twin.name}
        return Number(NAMES[name], value, False, note)
    return Number(NAMES[name], value, True, _("Well-formed. Look it up in the public register."))


def brief_file(actor: Person, code: str) -> BriefFile:
    """A brief that was ever submitted, for staff. Raises Http404 for everybody else."""
    project = projects.get_for_review(actor, code)
    brief, standing = projects.brief(project), projects.standing(project)
    history = events_of(f"project:{project.code}", size=30).rows
    return BriefFile(project, brief, lint(brief, standing), standing, history)
