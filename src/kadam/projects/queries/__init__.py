"""Reading projects: what the public, a company and staff may see."""

from kadam.projects.queries.company import (
    CompanyRow,
    SeatRow,
    company_projects,
    get_for_company,
    has_opened_before,
    seats_of,
    standing,
    supervisors,
)
from kadam.projects.queries.library import TemplateShelf, template, templates
from kadam.projects.queries.listing import ORDERS, Filters, ProjectCard, listing, open_count, span
from kadam.projects.queries.public import (
    PublicVersion,
    brief,
    fresh,
    get_open,
    get_project,
    get_public,
    public_version,
    takes_pitches_now,
)
from kadam.projects.queries.review import REVIEW_WORKDAYS, ReviewRow, get_for_review, review_queue
from kadam.projects.queries.words import indexed_projects, searchable, searchables

__all__ = [
    "ORDERS",
    "REVIEW_WORKDAYS",
    "CompanyRow",
    "Filters",
    "ProjectCard",
    "PublicVersion",
    "ReviewRow",
    "SeatRow",
    "TemplateShelf",
    "brief",
    "company_projects",
    "fresh",
    "get_for_company",
    "get_for_review",
    "get_open",
    "get_project",
    "get_public",
    "has_opened_before",
    "indexed_projects",
    "listing",
    "open_count",
    "public_version",
    "review_queue",
    "searchable",
    "searchables",
    "seats_of",
    "span",
    "standing",
    "supervisors",
    "takes_pitches_now",
    "template",
    "templates",
]
