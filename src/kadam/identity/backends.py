"""Who signs in, and the one query that finds the signed-in person again."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from kadam.identity.models import Person


class PersonBackend(AuthenticationBackend):
    """Sign-in by e-mail and password. There are no table-wide permissions: each query and policy asks for itself."""

    def people(self) -> QuerySet[Person]:
        """Who may have a session."""
        return Person.objects.filter(is_active=True)

    def get_user(self, user_id: int) -> Person | None:
        """The person of a session, by one query; None once the account is closed."""
        return self.people().filter(pk=user_id).first()
