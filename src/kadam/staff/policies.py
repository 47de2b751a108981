"""Who may use the console."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kadam.identity.models import Person
from kadam.kit.refusals import NotYours


class NotStaff(NotYours):
    """The console is for those who run this instance."""

    message = _("Only staff of this instance can do this.")


def require_staff(actor: Person) -> None:
    """Raises NotStaff."""
    if not actor.is_staff:
        raise NotStaff
