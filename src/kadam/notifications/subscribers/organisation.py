"""An organisation's verification, members and invitations: who hears what."""

from __future__ import annotations

from kadam.identity.queries import get_person
from kadam.journal.registry import Heard, subscriber
from kadam.kit import clock
from kadam.notifications.actions import tell_address
from kadam.notifications.audience import managers, staff
from kadam.notifications.sentences import organisation as say
from kadam.notifications.subscribers.parts import code_in, path, tell
from kadam.organizations import events
from kadam.organizations.invitations import state_of
from kadam.organizations.models import Organization
from kadam.organizations.queries import (
    get_organization,
    invitation_details,
    invitation_link,
    people_with_role,
)

TOPIC = "organisation"
BUILDERS = ("owner", "recruiter", "career_officer")  # whose work waits for the verification


@subscriber(events.VerificationSubmitted)
def to_verify(heard: Heard) -> None:
    """Staff: an organisation waits."""
    body = get_organization(code_in(heard))
    tell(heard, TOPIC, staff(), lambda: say.to_verify(body), path("staff:organization", code=body.code))


@subscriber(events.OrganizationVerified)
def verified(heard: Heard) -> None:
    """Who builds on it."""
    body = get_organization(code_in(heard))
    tell(heard, TOPIC, people_with_role(body, *BUILDERS), lambda: say.verified(body), _home(body))


@subscriber(events.VerificationAsked)
def more_asked(heard: Heard) -> None:
    """Its owners: what is missing."""
    body, note = get_organization(code_in(heard)), heard.data["note"]
    tell(heard, TOPIC, managers(body), lambda: say.more_asked(body, note), _verification(body))


@subscriber(events.VerificationRefused)
def refused(heard: Heard) -> None:
    """Its owners: why."""
    body, note = get_organization(code_in(heard)), heard.data["note"]
    tell(heard, TOPIC, managers(body), lambda: say.refused(body, note), _verification(body))


@subscriber(events.VerificationRevoked)
def to_verify_again(heard: Heard) -> None:
    """Its owners, but who changed it."""
    body = get_organization(code_in(heard))
    tell(heard, TOPIC, managers(body), lambda: say.to_verify_again(body), _verification(body))


@subscriber(events.MemberInvited)
def invited(heard: Heard) -> None:
    """The address, by mail alone: there may be no account. Not once it was taken up or withdrawn."""
    invitation = invitation_details(heard.data["invitation"])
    if state_of(invitation, clock.now()) == "open":
        tell_address(
            to=invitation.email,
            key=f"{heard.code}:{invitation.code}",
            words=lambda: say.invited(invitation),
            link=invitation_link(invitation.code),
            language=invitation.invited_by.language,
            now=heard.at,
        )


@subscriber(events.MemberJoined)
def joined(heard: Heard) -> None:
    """The member, when somebody else gave the role; the owners, without a mail."""
    body, role = get_organization(code_in(heard)), heard.data["role"]
    person = get_person(heard.data["person"])
    others = [owner for owner in managers(body) if owner != person]
    tell(heard, TOPIC, [person], lambda: say.role_given(body, role), _home(body))
    tell(heard, TOPIC, others, lambda: say.joined(body, person, role), _people(body), mail=False)


@subscriber(events.MemberLeft)
def left(heard: Heard) -> None:
    """Who held the role, when it was taken away; the owners, by mail when it was given up."""
    body, role = get_organization(code_in(heard)), heard.data["role"]
    person = get_person(heard.data["person"])
    others = [owner for owner in managers(body) if owner != person]
    removed = heard.data["removed"]
    if removed:
        tell(heard, TOPIC, [person], lambda: say.role_taken(body, role), path("pages:dashboard"))
    words = say.removed if removed else say.left
    tell(heard, TOPIC, others, lambda: words(body, person, role), _people(body), mail=not removed)


def _home(body: Organization) -> str:
    return path("organizations:home", code=body.code)


def _people(body: Organization) -> str:
    return path("organizations:members", code=body.code)


def _verification(body: Organization) -> str:
    return path("organizations:verification", code=body.code)
