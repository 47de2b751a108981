"""What people do with organisations, one story a module."""

from kadam.organizations.actions.editing import edit_organization
from kadam.organizations.actions.founding import create_organization
from kadam.organizations.actions.inviting import (
    accept_invitation,
    invite_member,
    resend_invitation,
    withdraw_invitation,
)
from kadam.organizations.actions.leaving import assign_role, give_role, leave_role, release_roles, remove_role
from kadam.organizations.actions.proving import add_evidence, prove_domain, submit_verification
from kadam.organizations.actions.verifying import approve_verification, ask_verification, refuse_verification

__all__ = [
    "accept_invitation",
    "add_evidence",
    "approve_verification",
    "ask_verification",
    "assign_role",
    "create_organization",
    "edit_organization",
    "give_role",
    "invite_member",
    "leave_role",
    "prove_domain",
    "refuse_verification",
    "release_roles",
    "remove_role",
    "resend_invitation",
    "submit_verification",
    "withdraw_invitation",
]
