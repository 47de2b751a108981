"""What an organisation says about itself, checked and brought into its written form."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kadam.kit.refusals import BadInput
from kadam.organizations.gst_states import STATES, state_of
from kadam.organizations.identifiers import check_agreement, check_identifier
from kadam.organizations.models import Organization
from kadam.organizations.policies import IDENTIFIERS

EDITABLE = ("name", "about", "industry", "size", "website", "city", "state_code", *IDENTIFIERS)


class NoName(BadInput):
    """An organisation needs a name."""

    message = _("Write the name by which people know it, at least two letters.")
    field = "name"


class NoSuchState(BadInput):
    """Not a GST state code of today."""

    message = _("Choose the state from the list.")
    field = "state_code"


def cleaned_facts(given: dict[str, Any], current: Organization | None = None) -> dict[str, Any]:
    """The given fields in their written form, with the state filled in from the GSTIN where none was chosen.

    `current` supplies what is not given, so that GSTIN, PAN and state are compared as they will stand.
    Raises NoName, NoSuchState, identifiers.BadIdentifier; TypeError for a field that is not EDITABLE.
    """
    unknown = set(given) - set(EDITABLE)
    if unknown:
        raise TypeError(f"Not a fact of an organisation: {sorted(unknown)}")
    facts = {name: str(value or "").strip() for name, value in given.items()}
    _check_name(facts)
    for kind in IDENTIFIERS:
        if kind in facts:
            facts[kind] = check_identifier(kind, facts[kind])
    stand = {name: facts.get(name, getattr(current, name, "")) for name in ("gstin", "pan", "state_code")}
    if stand["gstin"] and not stand["state_code"]:
        facts["state_code"] = stand["state_code"] = state_of(stand["gstin"][:2]) or ""
    check_agreement(**stand)
    return facts


def _check_name(facts: dict[str, str]) -> None:
    if "name" in facts:
        facts["name"] = " ".join(facts["name"].split())
        if len(facts["name"]) < 2:
            raise NoName
    if facts.get("state_code", "") not in {"", *STATES}:
        raise NoSuchState
