"""What happened to a person's account and to what they agreed to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PersonSignedUp:
    """Somebody opened an account; the address is not yet proven."""

    subject: str
    channel: str


@dataclass(frozen=True)
class EmailVerified:
    """The person showed that they read mail at the address."""

    subject: str


@dataclass(frozen=True)
class EmailChanged:
    """The person signs in with another address from now on."""

    subject: str


@dataclass(frozen=True)
class DetailsEdited:
    """Name or language changed."""

    subject: str


@dataclass(frozen=True)
class ConsentGiven:
    """The person agreed to one purpose, having been shown this exact notice."""

    subject: str
    purpose: str
    notice_version: str
    notice_sha256: str
    language: str
    channel: str


@dataclass(frozen=True)
class ConsentWithdrawn:
    """The person took one agreement back."""

    subject: str
    purpose: str


@dataclass(frozen=True)
class SignedIn:
    """A new session began. `method` is how the person proved who they are."""

    subject: str
    method: str


@dataclass(frozen=True)
class PasswordChanged:
    """A new password, chosen by the signed-in person."""

    subject: str


@dataclass(frozen=True)
class PasswordReset:
    """A new password, chosen through the link in a mail."""

    subject: str


@dataclass(frozen=True)
class SignInMethodAdded:
    """A passkey, an authenticator app or recovery codes joined the account."""

    subject: str
    method: str


@dataclass(frozen=True)
class SignInMethodRemoved:
    """A passkey, an authenticator app or recovery codes left the account."""

    subject: str
    method: str


@dataclass(frozen=True)
class SessionsEnded:
    """Sessions on other devices were ended."""

    subject: str
    count: int


@dataclass(frozen=True)
class ClosureAsked:
    """The person wants the account closed; it will be on that day unless they change their mind."""

    subject: str
    closing_at: str


@dataclass(frozen=True)
class ClosureCalledOff:
    """The person keeps the account."""

    subject: str


@dataclass(frozen=True)
class AccountClosed:
    """Nobody can sign in to this account any more, and what was public about it must not be shown."""

    subject: str


@dataclass(frozen=True)
class StaffAppointed:
    """The person may use the staff console."""

    subject: str
