"""The template environment: every page is Jinja2, autoescaped, and an undefined name is an error."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from jinja2 import Environment, StrictUndefined

from kadam.kit import clock, money, words


def environment(**options: Any) -> Environment:
    """The Jinja2 environment of all pages, with the globals and filters that templates may use."""
    options.update(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    options["auto_reload"] = settings.DEBUG
    env = Environment(**options)  # noqa: S701 - the framework's backend asks for autoescape
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        newstyle=True,
    )
    env.globals.update(
        url=url, static=static, now=clock.now, language=translation.get_language, settings=settings
    )
    env.filters.update(
        rupees=money.rupees,
        rupees_exact=money.rupees_exact,
        day=words.day,
        day_year=words.day_year,
        month_year=words.month_year,
        moment=words.moment,
        hour=words.hour,
        timeleft=lambda until: words.timeleft(until, clock.now()),
        initials=words.initials,
        filesize=words.filesize,
        iso=lambda value: timezone.localtime(value).isoformat(),
    )
    return env


def url(name: str, **parts: Any) -> str:
    """The path of a named page: `url("projects:detail", code=project.code)`."""
    return reverse(name, kwargs=parts or None)
