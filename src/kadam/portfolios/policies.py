"""What a portfolio may show, and where. Pure: no database, no clock."""

from __future__ import annotations

import re

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kadam.kit.refusals import BadInput, Refusal

SUMMARY_MAX = 600  # characters
SLUG_MIN, SLUG_MAX = 3, 60
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED = frozenset({
    "about", "account", "accounts", "address", "admin", "api", "company", "companies", "embed", "entries",
    "entry", "feed", "help", "indexing", "kadam", "new", "official", "own", "page", "portfolio", "preview",
    "privacy", "publication", "security", "sign-in", "sign-up", "staff", "student", "students", "support",
    "university", "verify",
})  # fmt: skip
LEGAL = re.compile(r"\b(?:private|pvt|limited|ltd|llp|opc|inc|company|co)\b\.?", re.I)


class Confidential(BadInput):
    """The agreement says: without its content and without the company's name."""

    message = _(
        "You agreed to keep this work confidential, so it cannot be shown in full. Choose safe, or hide it."
    )
    field = "detail"


class NamesTheCompany(BadInput):
    """A safe entry whose own words give the company away."""

    message = _(
        "Your words name the company, and this entry leaves it out. Write “a company in food processing”, say."
    )
    field = "summary"


class SummaryTooLong(BadInput):
    """Three sentences are read, ten are not."""

    message = _("Write at most 600 characters.")
    field = "summary"


class UnknownDetail(BadInput):
    """Not one of the three."""

    message = _("Choose how much to show: full, safe or hidden.")
    field = "detail"


class BadAddress(BadInput):
    """Not of the shape of an address."""

    message = _("Use 3 to 60 small letters, digits and single hyphens, such as asha-rao.")
    field = "slug"


class AddressTaken(Refusal):
    """Somebody else's, or kept by the house."""

    message = _("This address is taken. Try it with your city or your field: asha-rao-data.")
    field = "slug"


class NothingToShow(Refusal):
    """Every entry is hidden."""

    message = _("Every piece of work is hidden, so the page would be empty. Show at least one first.")


class AlreadyPublic(Refusal):
    """A double press, or a second tab."""

    message = _("Your portfolio is already public.")


class NotPublic(Refusal):
    """A double press, or a second tab."""

    message = _("Your portfolio is private: nobody but you sees it.")


def details_allowed(under_nda: bool) -> tuple[str, ...]:
    """How much of a work its student may show."""
    return ("safe", "hidden") if under_nda else ("full", "safe", "hidden")


def first_detail(under_nda: bool) -> str:
    """How much a new entry shows until the student chooses."""
    return details_allowed(under_nda)[0]


def require_detail(detail: str, under_nda: bool) -> None:
    """Raises UnknownDetail or Confidential."""
    if detail not in details_allowed(False):
        raise UnknownDetail()
    if detail not in details_allowed(under_nda):
        raise Confidential()


def require_summary(summary: str, detail: str, company: str) -> None:
    """Raises SummaryTooLong, or NamesTheCompany where the entry leaves the company out."""
    if len(summary) > SUMMARY_MAX:
        raise SummaryTooLong()
    if detail == "safe" and names_company(summary, company):
        raise NamesTheCompany()


def names_company(text: str, company: str) -> bool:
    """Whether the text has the company's name in it, with or without "Private Limited" and its like."""
    short = LEGAL.sub(" ", company)
    names = {" ".join(name.split()).casefold() for name in (company, short)}
    heard = " ".join(text.split()).casefold()
    return any(
        len(name) > 2 and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", heard) is not None for name in names
    )


def require_slug(slug: str) -> None:
    """Raises BadAddress, or AddressTaken for the words the house keeps."""
    if not SLUG_MIN <= len(slug) <= SLUG_MAX or not SLUG.fullmatch(slug):
        raise BadAddress()
    if slug in RESERVED:
        raise AddressTaken()


def slug_for(name: str, code: str) -> str:
    """ "Asha Rao" -> "asha-rao"; a name without Latin letters, or an e-mail address as a name, -> "student-CODE"."""
    words = "" if "@" in name else slugify(name).replace("_", "-")
    made = "-".join(part for part in words.split("-") if part)[: SLUG_MAX - 10].strip("-")
    return made if len(made) >= SLUG_MIN and made not in RESERVED else f"student-{code}"
