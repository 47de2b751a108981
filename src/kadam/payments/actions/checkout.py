"""Getting a company to the place where it pays. The provider is called here, outside every transaction."""

from __future__ import annotations

from datetime import datetime

from kadam.kit.transitions import StaleState
from kadam.payments.actions.funding import give_up
from kadam.payments.gateways import Hosted, RailRefused, rail_for
from kadam.payments.models import Funding


def make_order(funding: Funding, *, now: datetime) -> Funding:
    """Make the funding's order at the provider, once; a crash after the provider's answer finds it again.

    When the provider refuses the order for good, the funding fails. Raises RailUnavailable.
    """
    if funding.order_id or funding.state != "requested":
        return funding
    rail = rail_for(funding.rail)
    try:
        seen = rail.create_order(key=funding.code, amount_paise=funding.amount_paise, title=funding.title)
    except RailRefused as no:
        _give_up(funding, str(no), now)
        return funding
    Funding.objects.filter(pk=funding.pk, order_id="").update(order_id=seen.id)
    funding.refresh_from_db()
    return funding


def _give_up(funding: Funding, reason: str, now: datetime) -> None:
    try:
        give_up(funding, reason=reason, now=now)
    except StaleState:
        funding.refresh_from_db()


def prepare_checkout(funding: Funding, *, back: str, cancel: str, now: datetime) -> Hosted | None:
    """The provider's own page to pay on, its order made if need be; None where the sandbox stands in for it.

    Raises StaleState when it is no longer asked for, RailUnavailable.
    """
    funding = make_order(funding, now=now)
    if funding.state != "requested":
        raise StaleState()
    return rail_for(funding.rail).hosted(
        order_id=funding.order_id,
        amount_paise=funding.amount_paise,
        title=funding.title,
        back=back,
        cancel=cancel,
    )


def pay_at_sandbox(funding: Funding, *, now: datetime) -> Funding:
    """Let the sandbox play the company's bank; its webhook brings the news. Pressed twice, it is paid once.

    Raises StaleState when it is no longer asked for, RailRefused on a rail with real money, RailUnavailable.
    """
    funding = make_order(funding, now=now)
    if funding.state == "paid":
        return funding
    if funding.state != "requested":
        raise StaleState()
    rail_for(funding.rail).practise_payment(funding.order_id)
    return note_return(funding, now=now)


def note_return(funding: Funding, *, now: datetime) -> Funding:
    """Remember that the company has been to the provider: from now on we ask, if the webhook stays away."""
    Funding.objects.filter(pk=funding.pk, state="requested").update(tried_at=now, asked_at=None)
    funding.refresh_from_db()
    return funding
