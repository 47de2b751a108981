"""One side ends it before anything is handed in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kadam.engagements.events import EngagementAbandoned
from kadam.engagements.models import Engagement
from kadam.engagements.policies import require_company_may_end
from kadam.engagements.states import ENGAGEMENT
from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.refusals import BadInput
from kadam.organizations.policies import POSTERS, require_role
from kadam.organizations.queries import roles_of
from kadam.projects import actions as projects


class WhyMissing(BadInput):
    """The other side hears why."""

    message = _("Write why, in a sentence: the other side reads it.")
    field = "why"


def abandon(engagement: Engagement, *, by: str, why: str, actor: Person, now: datetime) -> Engagement:
    """End the engagement; the seat's money returns to the company.

    A student may step back any time before handing in; a company before kick-off, or when the deadline has passed
    with nothing handed in. Raises WhyMissing, NotYours, CannotEndYet or StaleState.
    """
    if not why.strip():
        raise WhyMissing()
    if by == "company":
        require_role(roles_of(actor, engagement.organization), *POSTERS)
        require_company_may_end(engagement, now)
    with transaction.atomic():
        ENGAGEMENT.move(engagement, "abandon", ended_at=now, abandoned_by=by, abandoned_why=why.strip())
        projects.give_up_seat(engagement.seat, reason=why.strip()[:200], actor=actor, now=now)
        event = EngagementAbandoned(f"engagement:{engagement.code}", by, why.strip())
        journal.record(event, actor=actor.code, now=now)
        return engagement
