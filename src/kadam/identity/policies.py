"""Who may have an account, and how it is held safe. Pure: no database, no clock."""

from __future__ import annotations

from datetime import date


def age_on(born_on: date, today: date) -> int:
    """Whole years lived on `today`; someone born on 29 February comes of age on 1 March."""
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


def is_adult(born_on: date, today: date, age_min: int = 18) -> bool:
    """Old enough to make a contract (Indian Contract Act 1872, s. 11; Majority Act 1875, s. 3)."""
    return age_on(born_on, today) >= age_min
