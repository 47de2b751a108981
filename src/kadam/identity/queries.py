"""Reading about people and their accounts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import Http404
from django.utils import timezone

from kadam.identity.devices import device
from kadam.identity.models import Consent, Person
from kadam.identity.purposes import PURPOSES, Purpose


@dataclass(frozen=True)
class SessionRow:
    """One place where the person is signed in. `code` names it in addresses without giving its key away."""

    code: str
    device: str
    ip: str
    since: datetime
    current: bool


@dataclass(frozen=True)
class Passkey:
    """One passkey or security key. `alone`: it signs in without the password."""

    pk: int
    name: str
    alone: bool
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Methods:
    """How the person can prove who they are. `codes_left` is None without recovery codes."""

    password: bool
    app_since: datetime | None
    passkeys: tuple[Passkey, ...]
    codes_left: int | None

    @property
    def two_steps(self) -> bool:
        """Whether a password alone does not open the account."""
        return self.app_since is not None or bool(self.passkeys)


@dataclass(frozen=True)
class ConsentRow:
    """One purpose and how it stands. `given_at` is None while it is not agreed to."""

    purpose: Purpose
    given_at: datetime | None
    notice_version: str
    notice_sha256: str
    language: str


@dataclass(frozen=True)
class PastConsent:
    """An agreement that was taken back."""

    title: str
    given_at: datetime
    withdrawn_at: datetime


def get_person(code: str) -> Person:
    """The person of that public code, active or not. Raises Http404. The caller must have cause to know them."""
    try:
        return Person.objects.get(code=code)
    except Person.DoesNotExist:
        raise Http404() from None


def find_by_email(email: str) -> Person | None:
    """The person who signs in with that address, if any. Never tell a stranger the answer."""
    return Person.objects.filter(email=email.strip().lower()).first()


def staff_people() -> list[Person]:
    """Everybody who uses the staff console, longest first."""
    return list(Person.objects.filter(is_staff=True, is_active=True).order_by("id"))


def due_to_close(*, now: datetime) -> list[Person]:
    """The people whose accounts are to be closed by now, oldest wish first."""
    due = Person.objects.filter(is_active=True, closing_at__lte=now)
    return list(due.order_by("closing_at", "id")[:200])


def has_consented(person: Person, purpose: str) -> bool:
    """Whether the agreement of `person` to `purpose` is in force."""
    return Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).exists()


def sessions(actor: Person, current_key: str | None) -> list[SessionRow]:
    """Where `actor` is signed in, newest first, this browser on top. Two queries."""
    rows = list(UserSession.objects.filter(user=actor).order_by("-created_at", "-id"))
    keys = [row.session_key for row in rows]
    alive = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    living = set(alive.values_list("session_key", flat=True))
    found = [_session_row(row, current_key) for row in rows if row.session_key in living]
    return sorted(found, key=lambda row: not row.current)


def _session_row(row: UserSession, current_key: str | None) -> SessionRow:
    is_current = row.session_key == current_key
    return SessionRow(
        session_code(row.session_key), device(row.user_agent), row.ip, row.created_at, is_current
    )


def session_code(key: str) -> str:
    """How addresses name a session: its key itself would let whoever reads it in."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def session_key(actor: Person, code: str) -> str:
    """The key of the session of `actor` that `code` names. Raises Http404."""
    keys = UserSession.objects.filter(user=actor).order_by("id").values_list("session_key", flat=True)
    for key in keys:
        if session_code(key) == code:
            return str(key)
    raise Http404()


def methods(actor: Person) -> Methods:
    """How `actor` can sign in. One query."""
    rows = list(Authenticator.objects.filter(user=actor).order_by("id"))
    app = next((row for row in rows if row.type == Authenticator.Type.TOTP), None)
    codes = next((row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    keys = tuple(_passkey(row) for row in rows if row.type == Authenticator.Type.WEBAUTHN)
    left = settings.MFA_RECOVERY_CODE_COUNT - codes.data["used_mask"].bit_count() if codes else None
    return Methods(actor.has_usable_password(), app.created_at if app else None, keys, left)


def _passkey(row: Authenticator) -> Passkey:
    key = row.wrap()
    return Passkey(row.pk, key.name, bool(key.is_passwordless), row.created_at, row.last_used_at)


def consents(actor: Person) -> list[ConsentRow]:
    """Every purpose, and whether `actor` agrees to it now. One query."""
    rows = Consent.objects.filter(person=actor, withdrawn_at=None).order_by("id")
    given = {row.purpose: row for row in rows}
    return [_consent_row(purpose, given.get(purpose.key)) for purpose in PURPOSES.values()]


def _consent_row(purpose: Purpose, row: Consent | None) -> ConsentRow:
    if row is None:
        return ConsentRow(purpose, None, "", "", "")
    return ConsentRow(purpose, row.given_at, row.notice_version, row.notice_sha256, row.language)


def past_consents(actor: Person) -> list[PastConsent]:
    """What `actor` agreed to once and took back, newest first. One query."""
    rows = Consent.objects.filter(person=actor, withdrawn_at__isnull=False).order_by("-withdrawn_at", "-id")[
        :50
    ]
    return [
        PastConsent(str(PURPOSES[row.purpose].title), row.given_at, row.withdrawn_at)
        for row in rows
        if row.withdrawn_at and row.purpose in PURPOSES
    ]
