"""What projects learn from below: the money is there, or a company is called something else now."""

from __future__ import annotations

from kadam.journal.registry import Heard, subscriber
from kadam.organizations.events import OrganizationChanged
from kadam.organizations.queries import get_organization
from kadam.payments.events import FundingPaid
from kadam.projects import actions, queries


@subscriber(FundingPaid)
def open_funded_project(heard: Heard) -> None:
    """The provider has the money: the project opens, at the moment the payment was recorded."""
    kind, _colon, code = heard.data["reference"].partition(":")
    if kind == "project":
        funding = heard.subject.removeprefix("funding:")
        actions.open_project(queries.get_project(code), funding=funding, now=heard.at)


@subscriber(OrganizationChanged)
def find_by_new_facts(heard: Heard) -> None:
    """A company's name, city or industry is among the words its projects are found by."""
    actions.reindex_company(get_organization(heard.subject.removeprefix("organization:")))
