"""A project as a schema.org JobPosting, for search engines (Google's structured data for jobs, read 2026-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.html import escape
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from kadam.projects.brief import Brief
    from kadam.projects.models import Project

INDIA = {"@type": "Country", "name": "India"}


def job_posting(project: Project, brief: Brief, address: str) -> dict[str, Any]:
    """The JSON-LD of an open project. Only for one that takes pitches: an expired posting must carry none."""
    company = project.organization
    return {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": project.title,
        "description": description(brief),
        "identifier": {"@type": "PropertyValue", "name": company.name, "value": project.code},
        "url": address,
        "datePosted": _iso(project.opened_at),
        "validThrough": _iso(project.intake_closes_at),
        "employmentType": ["INTERN", "CONTRACTOR"],
        "hiringOrganization": {
            "@type": "Organization",
            "name": company.name,
            **({"sameAs": company.website} if company.website else {}),
        },
        **_place(project.city),
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "INR",
            "value": {
                "@type": "QuantitativeValue",
                "value": project.pay_per_hour_paise / 100,
                "unitText": "HOUR",
            },
        },
        "skills": ", ".join(tag.name for tag in brief.skills),
        "totalJobOpenings": project.seats - project.seats_taken - project.seats_gone,
        "directApply": True,
    }


def description(brief: Brief) -> str:
    """The brief as simple HTML, everything typed in it escaped."""
    criteria = "".join(f"<li>{escape(line.text)}</li>" for line in brief.criteria)
    parts = [
        (_("You hand in"), f"<p>{escape(brief.deliverable)} ({escape(brief.deliverable_format)})</p>"),
        (_("It is done when"), f"<ul>{criteria}</ul>"),
        (_("What it is for"), f"<p>{escape(brief.outcome)}</p>"),
        (_("What you are given"), f"<p>{escape(brief.materials)}</p>" if brief.materials else ""),
        (_("Background"), f"<p>{escape(brief.context)}</p>" if brief.context else ""),
        (_("Time"), f"<p>{escape(_('%(hours)d hours within %(days)d days.') % _size(brief))}</p>"),
    ]
    return "".join(f"<h3>{escape(title)}</h3>{html}" for title, html in parts if html)


def _size(brief: Brief) -> dict[str, int]:
    return {"hours": brief.hours, "days": brief.due_days}


def _place(city: str) -> dict[str, Any]:
    if not city:
        return {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": INDIA}
    address = {"@type": "PostalAddress", "addressLocality": city, "addressCountry": "IN"}
    return {"jobLocation": {"@type": "Place", "address": address}}


def _iso(moment: Any) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
