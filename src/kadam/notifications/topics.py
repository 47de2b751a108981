"""What people are told about, and what of it they may stop us from mailing."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Topic:
    """One kind of news. `icon` is of the kit; `mutable`: mails about it can be switched off."""

    key: str
    name: str | Promise
    text: str | Promise
    icon: str
    mutable: bool


_ALL = (
    Topic(
        "applications",
        _("Pitches and offers"),
        _("Pitches that arrive, answers to yours, offers and how long they stand, answers you owe."),
        "send",
        True,
    ),
    Topic(
        "work",
        _("Work"),
        _("Kick-off, messages in the workroom, work handed in, reviews, pauses and deadlines."),
        "work",
        True,
    ),
    Topic(
        "organisation",
        _("Your organisation"),
        _("Verification, briefs that were read, who joined and who left."),
        "company",
        True,
    ),
    Topic(
        "money",
        _("Money"),
        _("Money set aside, released, paid, returned or refunded. You always get these."),
        "rupee",
        False,
    ),
    Topic(
        "account",
        _("Your account"),
        _("Changes to how you sign in and where your money goes. You always get these."),
        "lock",
        False,
    ),
)
TOPICS = {topic.key: topic for topic in _ALL}
MUTABLE = tuple(topic.key for topic in _ALL if topic.mutable)
