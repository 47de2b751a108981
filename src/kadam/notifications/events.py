"""What can happen around telling people. Subjects are "mail:KEY" and "person:CODE"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MailOwed:
    """A mail is written and waits to be sent."""

    subject: str


@dataclass(frozen=True)
class MailChosen:
    """A person chose which topics they do not want mail about."""

    subject: str
    muted: list[str]
