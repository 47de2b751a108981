"""What is said about an organisation: verification, members, invitations."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kadam.identity.models import Person
from kadam.notifications.letters import Words
from kadam.notifications.sentences.parts import spoken
from kadam.organizations.models import Invitation, Organization
from kadam.organizations.policies import role_help, role_name
from kadam.organizations.queries import answer_due_at


def to_verify(organization: Organization) -> Words:
    """To staff."""
    due = answer_due_at(organization.submitted_at) if organization.submitted_at else None
    names = {"name": organization.name, "until": spoken(due)}
    text = _("Check who they are and answer by %(until)s: approve, ask for more, or refuse with a reason.")
    return Words(_("%(name)s asks to be verified") % names, text % names, _("Check the organisation"))


def verified(organization: Organization) -> Words:
    """To who works there."""
    names = {"name": organization.name}
    if organization.kind == "university":
        text = _("Students and companies now see that your career centre is real.")
    else:
        text = _(
            "Students now see that your company is real. Write a brief, set the money aside, and it opens."
        )
    return Words(_("%(name)s is verified") % names, text, _("Open the organisation"))


def more_asked(organization: Organization, note: str) -> Words:
    """To its owners."""
    text = _("We could not decide with what you sent. Add what is named below and send it again.")
    title = _("We need something more to verify %(name)s") % {"name": organization.name}
    return Words(title, text, _("Open the verification"), quote=note)


def refused(organization: Organization, note: str) -> Words:
    """To its owners."""
    text = _(
        "The reason is below. You can mend what it names and send it again, or write to us. "
        "Until then nothing can be published; no money was taken."
    )
    title = _("%(name)s was not verified") % {"name": organization.name}
    return Words(title, text, _("Open the verification"), quote=note)


def to_verify_again(organization: Organization) -> Words:
    """To its owners."""
    text = _(
        "A fact that we had checked was changed. Send it for checking again: "
        "until then nothing new can be published. What is open goes on."
    )
    return Words(
        _("%(name)s has to be checked again") % {"name": organization.name}, text, _("Open the verification")
    )


def invited(invitation: Invitation) -> Words:
    """To the address that was typed."""
    names = {
        "who": str(invitation.invited_by),
        "name": invitation.organization.name,
        "role": role_name(invitation.role),
        "help": role_help(invitation.role),
        "email": invitation.email,
        "until": spoken(invitation.expires_at),
    }
    text = _(
        "%(who)s invites you to %(name)s on Kadam. Your role would be %(role)s: whoever holds it %(help)s. "
        "Sign in or open an account with %(email)s. The link works until %(until)s."
    )
    return Words(_("Join %(name)s on Kadam") % names, text % names, _("Open the invitation"))


def role_given(organization: Organization, role: str) -> Words:
    """To the person who holds it now."""
    names = {"name": organization.name, "role": role_name(role), "help": role_help(role)}
    return Words(
        _("Your new role at %(name)s: %(role)s") % names,
        _("Whoever holds it %(help)s.") % names,
        _("Open the organisation"),
    )


def joined(organization: Organization, person: Person, role: str) -> Words:
    """To the owners."""
    names = {"who": person.name, "name": organization.name, "role": role_name(role)}
    return Words(
        _("%(who)s joined %(name)s") % names,
        _("Their role: %(role)s. An owner can change or end roles at any time.") % names,
        _("See the people"),
    )


def role_taken(organization: Organization, role: str) -> Words:
    """To the person who held it."""
    names = {"name": organization.name, "role": role_name(role)}
    text = _("An owner ended this role. Your account and whatever you do as a student stay as they are.")
    return Words(_("Your role at %(name)s has ended: %(role)s") % names, text, _("Open your dashboard"))


def left(organization: Organization, person: Person, role: str) -> Words:
    """To the owners."""
    names = {"who": person.name, "name": organization.name, "role": role_name(role)}
    return Words(
        _("%(who)s gave up a role at %(name)s") % names,
        _("They no longer hold the role %(role)s, nor do what it allows.") % names,
        _("See the people"),
    )


def removed(organization: Organization, person: Person, role: str) -> Words:
    """To the other owners."""
    names = {"who": person.name, "name": organization.name, "role": role_name(role)}
    return Words(
        _("A role of %(who)s at %(name)s was ended") % names,
        _("An owner took the role %(role)s away. Everything they did stays on record.") % names,
        _("See the people"),
    )
