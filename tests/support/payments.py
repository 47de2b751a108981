"""Money in tests: the company pays, the provider's signed webhooks come, the books prove themselves after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kadam.identity.models import Person
from kadam.kit import clock
from kadam.organizations.models import Organization
from kadam.payments import actions
from kadam.payments.books import books_problems
from kadam.payments.models import Funding, Hold, PayoutAccount


def pay(funding: Funding, now: datetime | None = None) -> Funding:
    """The company pays; its webhooks arrive through the real path and the whole journal is delivered."""
    return actions.pay_in_practice(funding, now=now or clock.now())


def settle(now: datetime | None = None) -> int:
    """Deliver the journal and the provider's webhooks until nothing is left (released money reaches the student)."""
    return actions.settle_in_practice(now=now or clock.now())


def make_funding(
    payer: Organization,
    *paise: int,
    reference: str = "test:one",
    title: str = "Map 40 competitors",
    now: datetime | None = None,
) -> Funding:
    """A requested funding with a hold of each amount (one of ₹6,000 when none is given)."""
    holds = [(f"{reference}:{n}"[-40:], one) for n, one in enumerate(paise or (600000,), start=1)]
    return actions.request_funding(
        payer=payer, reference=reference, title=title, holds=holds, actor=None, now=now or clock.now()
    )


def make_holds(
    payer: Organization, *paise: int, now: datetime | None = None, **fields: str
) -> Sequence[Hold]:
    """Holds that are held."""
    funding = pay(make_funding(payer, *paise, now=now, **fields), now)
    return list(funding.holds.order_by("id"))


def add_upi(person: Person, upi_id: str = "asha.rao@okhdfc", now: datetime | None = None) -> PayoutAccount:
    """A payout account by UPI id; "failure@razorpay" is the provider's id that refuses money."""
    return actions.add_payout_account(
        person=person, kind="upi", holder_name=person.name, upi_id=upi_id, now=now or clock.now()
    )


def assert_books_balance() -> None:
    """Every proof of the books holds."""
    assert books_problems() == []
