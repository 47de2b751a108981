"""What machines read on a portfolio that search engines may list: schema.org, and nothing the page does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kadam.portfolios.queries import Page


def person(page: Page, link: str) -> dict[str, Any]:
    """https://schema.org/Person, without empty values."""
    place = {"@type": "PostalAddress", "addressLocality": page.city, "addressCountry": "IN"}
    institution, _course = page.studies
    facts = {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": page.name,
        "url": link,
        "description": page.headline,
        "address": place if page.city else None,
        "knowsAbout": [skill.name for skill in page.skills],
        "knowsLanguage": page.languages,
        "affiliation": {"@type": "EducationalOrganization", "name": institution} if institution else None,
    }
    return {name: value for name, value in facts.items() if value}
