"""What personal data is used for: each purpose is agreed to, and taken back, on its own (DPDP Act 2023, s. 6)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Purpose:
    """One use of personal data, in plain words. Without a `necessary` one there can be no account."""

    key: str
    title: str | Promise
    text: str | Promise
    data: str | Promise
    without: str | Promise
    necessary: bool = False


ACCOUNT = Purpose(
    "account",
    _("Run your account and your work"),
    _(
        "We use what you give us to sign you in, to carry your work and your money, "
        "and to keep the records the law asks for."
    ),
    _("Name, e-mail, date of birth, sign-in times, your applications, work and payments"),
    _("Without this we cannot keep an account for you. Taking it back closes the account."),
    necessary=True,
)
COMPANIES_SEE_PROFILE = Purpose(
    "companies_see_profile",
    _("Let companies find your profile"),
    _(
        "Companies that are verified may see your profile when they look for students, also where you have not applied."
    ),
    _("Name, institution, course, skills, languages, weekly hours, accepted work"),
    _("Without this only the companies you apply to see you, and at first without your name."),
)
PRODUCT_MAIL = Purpose(
    "product_mail",
    _("Send you news about Kadam"),
    _("A short mail, at most once a month: new kinds of projects, and what changed here."),
    _("Name and e-mail"),
    _("Without this you still hear about your own work and money, and nothing else."),
)
PURPOSES = {one.key: one for one in (ACCOUNT, COMPANIES_SEE_PROFILE, PRODUCT_MAIL)}
