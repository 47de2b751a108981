"""What the journal holds about one organisation."""

from __future__ import annotations

from kadam.journal.queries import history
from kadam.organizations.models import Organization


def kinds_of(organization: Organization) -> list[str]:
    """Names of the events, oldest first."""
    return [event.kind.partition(".")[2] for event in history(f"organization:{organization.code}")]
