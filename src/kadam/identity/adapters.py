"""Where the sign-in library meets our people."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Our answers to the sign-in library's questions."""
