"""Secrets that must be readable again (the key of an authenticator app) lie encrypted in the database."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

PURPOSE = b"kadam.secrets"


def seal(text: str) -> str:
    """Encrypt under the instance's secret key."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Decrypt what seal made, under the present secret key or an old one still listed. Raises InvalidToken."""
    return _box().decrypt(sealed.encode()).decode()


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(one)) for one in keys])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.blake2b(secret.encode(), digest_size=32, person=PURPOSE).digest())
