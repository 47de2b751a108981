"""The families of projects: what kind of work is bought."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

FAMILIES = {
    "market-research": _("Market research"),
    "data-cleaning": _("Data cleaning"),
    "data-analysis": _("Data analysis"),
    "content-series": _("Content series"),
    "social-media": _("Social media"),
    "design": _("Design"),
    "web-software": _("Web and software"),
    "qa-testing": _("Testing and quality"),
    "finance-accounts": _("Finance and accounts"),
    "legal-policy": _("Law and policy research"),
    "operations": _("Operations and supply"),
    "hr-training": _("People and training"),
}


def family_name(slug: str) -> str:
    """The family in the reader's language; the slug itself for one that is no longer known."""
    return str(FAMILIES.get(slug, slug))
