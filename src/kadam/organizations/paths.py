"""Where an organisation's verification stands, drawn as steps, and whose turn it is. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext as _

from kadam.kit.clock import day_of
from kadam.kit.turns import Turn
from kadam.kit.words import day
from kadam.organizations.models import Organization
from kadam.organizations.queries import answer_due_at

StepState = Literal["done", "now", "todo", "stopped"]


@dataclass(frozen=True)
class Step:
    """One step of the path: a word, how it stands, and a day or a word under it."""

    label: str
    state: StepState
    note: date | str = ""


def verification_path(organization: Organization) -> list[Step]:
    """Created, facts and proof, checked by staff, verified."""
    now_at = organization.verification
    sent = organization.submitted_at if now_at in {"submitted", "verified", "refused"} else None
    return [
        Step(_("Created"), "done", day_of(organization.created_at)),
        Step(_("Facts and proof"), "done" if sent else "now", _sent_note(organization, sent)),
        _checking(organization),
        _verified(organization),
    ]


def _sent_note(organization: Organization, sent: datetime | None) -> date | str:
    if sent:
        return day_of(sent)
    return _("we asked for more") if organization.verification == "asked" else _("your turn")


def _checking(organization: Organization) -> Step:
    label = _("We check")
    if organization.verification == "submitted" and organization.submitted_at:
        due = day(answer_due_at(organization.submitted_at))
        return Step(label, "now", _("by %(day)s") % {"day": due})
    if organization.verification == "refused":
        return Step(label, "stopped", _("refused"))
    if organization.verification == "verified":
        return Step(label, "done")
    return Step(label, "todo", _("one working day"))


def _verified(organization: Organization) -> Step:
    if organization.verification == "verified" and organization.verified_at:
        return Step(_("Verified"), "done", day_of(organization.verified_at))
    return Step(_("Verified"), "todo")


def verification_turn(organization: Organization, missing: list[str]) -> Turn:
    """The sentence above the path; `missing` as from policies.missing_for_verification."""
    state = organization.verification
    if state == "verified":
        return Turn(_("Verified"), _verified_text(organization), tone="leaf")
    if state == "submitted" and organization.submitted_at:
        due = answer_due_at(organization.submitted_at)
        text = _("We read what you sent and answer within one working day. You need not do anything.")
        return Turn(_("Our turn"), text, until=due)
    if state == "asked":
        text = _("We asked: “%(note)s” Add it and send everything again.")
        return Turn(_("Your turn"), text % {"note": organization.verification_note})
    if state == "refused":
        text = _("Our reason: “%(note)s” Mend it and send everything again, or write to us.")
        return Turn(_("Refused"), text % {"note": organization.verification_note}, tone="clay")
    return Turn(_("Your turn"), _unverified_text(organization, missing))


def _verified_text(organization: Organization) -> str:
    if organization.kind == "university":
        return _("Your students and the companies see that this career centre is real.")
    return _("Students see that this company is real. A change of the name or a number is checked again.")


def _unverified_text(organization: Organization, missing: list[str]) -> str:
    if missing:
        return _("Still missing: %(what)s.") % {"what": _("; ").join(missing)}
    if organization.verified_at:
        return _(
            "A checked fact was changed. Send it for checking again: until then nothing new can be published."
        )
    return _("Everything is there. Send it for checking.")
