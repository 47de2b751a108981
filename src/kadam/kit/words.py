"""Dates, moments and spans as people in India write them. Everything shown to a person goes through here."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kadam.kit.clock import INDIA


def day(value: date | datetime) -> str:
    """ "Fri 27 Nov"."""
    return date_format(_local_day(value), "D j M")


def day_year(value: date | datetime) -> str:
    """ "27 November 2026"."""
    return date_format(_local_day(value), "j F Y")


def month_year(value: date | datetime) -> str:
    """ "November 2026"."""
    return date_format(_local_day(value), "F Y")


def moment(value: datetime) -> str:
    """ "Friday 27 November, 6:00 pm"."""
    return _("%(day)s, %(time)s") % {"day": date_format(_local_day(value), "l j F"), "time": hour(value)}


def hour(value: datetime) -> str:
    """ "6:00 pm", India time."""
    local = value.astimezone(INDIA)
    half = _("am") if local.hour < 12 else _("pm")
    return f"{local.hour % 12 or 12}:{local:%M} {half}"


def timeleft(until: datetime, now: datetime) -> str:
    """ "4 days left", "5 hours left", "less than an hour left", "time is up"."""
    left = until - now
    if left <= timedelta():
        return _("time is up")
    if left >= timedelta(days=1):
        return ngettext("%(n)s day left", "%(n)s days left", left.days) % {"n": left.days}
    hours = int(left.total_seconds() // 3600)
    return (
        ngettext("%(n)s hour left", "%(n)s hours left", hours) % {"n": hours}
        if hours
        else _("less than an hour left")
    )


def initials(name: str) -> str:
    """ "Asha Rao" -> "AR"; at most two letters."""
    parts = name.split()
    return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts)).upper()


def filesize(size: int) -> str:
    """ "212 kB", "1.4 MB"."""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def _local_day(value: date | datetime) -> date:
    return value.astimezone(INDIA).date() if isinstance(value, datetime) else value
