"""The rules of the market, with their defaults. The operator changes each through the environment.

`KADAM_RULE_PITCHES_PER_SEAT=12` sets `rules().pitches_per_seat`. See design: the rules of the market.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from django.conf import settings


@dataclass(frozen=True)
class Rules:
    """Hours are hours, days are days of 24 hours, money is paise."""

    hours_min: int = 5
    hours_max: int = 40
    due_days_min: int = 7
    due_days_max: int = 31
    pay_floor_paise_per_hour: int = 100_00
    pay_suggested_low_paise_per_hour: int = 150_00
    pay_suggested_high_paise_per_hour: int = 300_00
    criteria_min: int = 2
    criteria_max: int = 6
    questions_max: int = 3
    answer_words_max: int = 120
    seats_max: int = 10
    new_company_live_projects: int = 1
    new_company_budget_paise: int = 10_000_00
    pitches_per_seat: int = 20
    intake_days: int = 7
    open_applications_per_student: int = 5
    answer_days: int = 7
    answer_reminder_days: tuple[int, ...] = (3, 6)
    unanswered_projects_before_pause: int = 2
    offer_hours: int = 72
    kickoff_days: int = 5
    review_days: int = 5
    review_reminder_days: tuple[int, ...] = (2, 4)
    revisions_max: int = 2
    revision_days: int = 5
    submission_files_max: int = 10
    funding_days: int = 14
    first_timer_share: int = 5  # at least one seat in so many goes to a first-timer
    company_fee_percent: int = 0
    age_min: int = 18
    invitation_days: int = 14
    closing_days: int = 30  # between asking to close an account and its closing
    upload_max_mb: int = 25


@cache
def rules() -> Rules:
    """The rules in force on this instance. Raises ValueError for an unknown or unreadable setting."""
    kinds = {field.name: type(field.default) for field in fields(Rules)}
    given = {name: _read(kinds, name, text) for name, text in settings.KADAM_RULES.items()}
    return Rules(**given)


def _read(kinds: dict[str, type], name: str, text: str) -> Any:
    if name not in kinds:
        raise ValueError(f"KADAM_RULE_{name.upper()} is not a rule of the market; see docs/settings.md.")
    try:
        return tuple(int(part) for part in text.split(",")) if kinds[name] is tuple else int(text)
    except ValueError:
        raise ValueError(f"KADAM_RULE_{name.upper()} must be a whole number, not {text!r}.") from None
