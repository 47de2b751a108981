"""Who is told: the people on each side of what happens."""

from __future__ import annotations

from kadam.engagements.models import Engagement
from kadam.identity import queries as identity
from kadam.identity.models import Person
from kadam.messaging.queries import people_in
from kadam.organizations.models import COMPANY_ROLES, Organization
from kadam.organizations.policies import MANAGERS, PAYERS, POSTERS
from kadam.organizations.queries import people_with_role


def selectors(organization: Organization) -> list[Person]:
    """Who writes briefs, reads pitches and answers."""
    return people_with_role(organization, *POSTERS)


def payers(organization: Organization) -> list[Person]:
    """Who moves the company's money."""
    return people_with_role(organization, *PAYERS)


def leaders(organization: Organization) -> list[Person]:
    """Who writes briefs and who pays: all whom the fate of a whole project concerns."""
    return people_with_role(organization, *POSTERS, *PAYERS)


def managers(organization: Organization) -> list[Person]:
    """Who answers for the organisation."""
    return people_with_role(organization, *MANAGERS)


def workroom(engagement: Engagement) -> list[Person]:
    """The company's side of a workroom: its members who take part in the thread; the owners when nobody is left."""
    members = {person.pk for person in people_with_role(engagement.organization, *COMPANY_ROLES)}
    present = [person for person in people_in(engagement.thread.code) if person.pk in members]
    return present or managers(engagement.organization)


def staff() -> list[Person]:
    """Everybody who runs this instance."""
    return identity.staff_people()
