"""The secret in an invitation link: derived, so that a message can be written later; stored only as a hash.

token = HMAC-SHA256(secret key, code of the invitation). Whoever reads the database alone can forge nothing, and the
worker that writes the mail after commit needs no copy of the token.
"""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import datetime
from typing import Literal

from django.conf import settings
from django.utils.crypto import salted_hmac

from kadam.organizations.models import Invitation

SALT = "kadam.organizations.invitation"
SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")
State = Literal["open", "accepted", "withdrawn", "expired"]


def token_for(code: str, secret: str | None = None) -> str:
    """43 URL-safe characters (256 bits) for the invitation of that code."""
    digest = salted_hmac(SALT, code, secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def fingerprint(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_of(invitation: Invitation) -> str:
    """The token of an invitation, also when the secret key was changed after it was made.

    Raises LookupError when the key of that day is no longer among SECRET_KEY_FALLBACKS.
    """
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = token_for(invitation.code, secret)
        if fingerprint(token) == invitation.token_sha256:
            return token
    raise LookupError(f"The secret key of invitation {invitation.code} is gone; send the invitation again.")


def state_of(invitation: Invitation, now: datetime) -> State:
    """Whether the link still works, and if not, why."""
    if invitation.accepted_at:
        return "accepted"
    if invitation.withdrawn_at:
        return "withdrawn"
    return "expired" if invitation.expires_at <= now else "open"
