"""Who signs in, and the one query that finds the signed-in person again."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend


class PersonBackend(AuthenticationBackend):
    """Sign-in by e-mail and password."""
