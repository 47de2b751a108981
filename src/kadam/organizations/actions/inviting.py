"""Inviting people by a link in a message, and taking an invitation up."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.codes import new_code
from kadam.kit.refusals import BadInput, Refusal
from kadam.kit.rules import rules
from kadam.kit.transitions import StaleState
from kadam.organizations import invitations
from kadam.organizations.actions.leaving import NoSuchRole, give_role
from kadam.organizations.events import InvitationWithdrawn, MemberInvited
from kadam.organizations.models import Invitation, Membership, Organization
from kadam.organizations.policies import MANAGERS, masked_email, require_role, role_name, roles_for
from kadam.organizations.queries import roles_of, verified_emails

OPEN_MAX = 50  # invitations at a time: nobody uses an organisation to send mail to the world


class BadAddress(BadInput):
    """Not an e-mail address."""

    message = _("Write a whole e-mail address, such as asha@meridian.in.")
    field = "email"


class AlreadyMember(Refusal):
    """They hold the role."""

    message = _("%(email)s already has the role %(role)s here.")
    field = "email"


class AlreadyInvited(Refusal):
    """An open invitation says the same."""

    message = _("%(email)s is already invited as %(role)s. You can send that invitation again below.")
    field = "email"


class TooManyInvitations(Refusal):
    """OPEN_MAX are open."""

    message = _("%(count)s invitations are open. Withdraw some before you send more.")
    status = 429


class InvitationClosed(Refusal):
    """Accepted, withdrawn or expired."""

    message = _("This invitation no longer works. Ask for a new one.")


class NotInvited(Refusal):
    """The invitation is for another address."""

    message = _("This invitation is for %(address)s. Sign in with an account that has proved this address.")
    status = 403


def invite_member(
    organization: Organization, *, email: str, role: str, actor: Person, now: datetime
) -> Invitation:
    """Offer a role to whoever reads mail at `email`; MemberInvited sends the link, which works for two weeks.

    Raises NotYours, BadAddress, NoSuchRole, AlreadyMember, AlreadyInvited, TooManyInvitations.
    """
    require_role(roles_of(actor, organization), *MANAGERS)
    address = _checked(organization, email, role)
    code = new_code()
    invitation = Invitation(
        code=code,
        organization=organization,
        email=address,
        role=role,
        token_sha256=invitations.fingerprint(invitations.token_for(code)),
        invited_by=actor,
        created_at=now,
        expires_at=_expiry(now),
    )
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
            _record_invited(invitation, actor, now)
    except IntegrityError:
        raise AlreadyInvited(email=address, role=role_name(role)) from None
    return invitation


def _checked(organization: Organization, email: str, role: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise BadAddress from None
    if role not in roles_for(organization.kind):
        raise NoSuchRole
    if Membership.objects.filter(organization=organization, person__email=address, role=role).exists():
        raise AlreadyMember(email=address, role=role_name(role))
    open_ones = Invitation.objects.filter(organization=organization, accepted_at=None, withdrawn_at=None)
    if open_ones.count() >= OPEN_MAX:
        raise TooManyInvitations(count=OPEN_MAX)
    return address


def _expiry(now: datetime) -> datetime:
    return now + timedelta(days=rules().invitation_days)


def _record_invited(invitation: Invitation, actor: Person, now: datetime) -> None:
    event = MemberInvited(f"organization:{invitation.organization.code}", invitation.code)
    journal.record(event, actor=actor.code, now=now)


def resend_invitation(invitation: Invitation, *, actor: Person, now: datetime) -> Invitation:
    """Send the same link again and let it work for another two weeks. Raises NotYours, InvitationClosed."""
    require_role(roles_of(actor, invitation.organization), *MANAGERS)
    changes = {
        "expires_at": _expiry(now),
        "token_sha256": invitations.fingerprint(invitations.token_for(invitation.code)),
    }
    with transaction.atomic():
        if not _open(invitation).update(**changes):
            raise InvitationClosed
        _record_invited(invitation, actor, now)
    invitation.refresh_from_db()
    return invitation


def withdraw_invitation(invitation: Invitation, *, actor: Person, now: datetime) -> None:
    """The link stops working; records InvitationWithdrawn. Raises NotYours, StaleState (taken up or withdrawn)."""
    require_role(roles_of(actor, invitation.organization), *MANAGERS)
    with transaction.atomic():
        if not _open(invitation).update(withdrawn_at=now):
            raise StaleState
        event = InvitationWithdrawn(f"organization:{invitation.organization.code}", invitation.code)
        journal.record(event, actor=actor.code, now=now)


def accept_invitation(invitation: Invitation, *, actor: Person, now: datetime) -> Organization:
    """Make the actor a member in the invitation's role; only who has proved the invited address may.

    Holding the role already just closes the invitation. Raises NotInvited, InvitationClosed.
    """
    if invitation.email not in verified_emails(actor):
        raise NotInvited(address=masked_email(invitation.email))
    with transaction.atomic():
        if not _open(invitation).filter(expires_at__gt=now).update(accepted_at=now):
            raise InvitationClosed
        give_role(invitation.organization, person=actor, role=invitation.role, actor=actor, now=now)
    return invitation.organization


def _open(invitation: Invitation) -> QuerySet[Invitation]:
    return Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
