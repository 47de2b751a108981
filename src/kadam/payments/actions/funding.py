"""Asking a company for money, and what becomes of the asking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kadam.identity.models import Person
from kadam.journal.actions import record
from kadam.kit.refusals import Refusal
from kadam.kit.rules import rules
from kadam.kit.transitions import StaleState
from kadam.ledger import accounts
from kadam.ledger.actions import post
from kadam.organizations.models import Organization
from kadam.payments.actions.holds import send_back
from kadam.payments.events import (
    FundingExpired,
    FundingFailed,
    FundingPaid,
    FundingRequested,
    PaymentUnmatched,
)
from kadam.payments.gateways import AttemptFailed, NoRail, OrderSeen, rail_name
from kadam.payments.models import Funding, Hold
from kadam.payments.states import FUNDING, HOLD

Seats = Sequence[tuple[str, int]]


class AlreadyFunded(Refusal):
    """Money is already set aside for one of these seats."""

    message = _("Money is already set aside for this. Nothing more is asked of you.")


def request_funding(
    *, payer: Organization, reference: str, title: str, holds: Seats, actor: Person | None, now: datetime
) -> Funding:
    """Ask a company to set money aside: one funding, one hold for each (seat, paise).

    Asked again for the same reference: the same funding while it waits with the same holds; with other holds the
    old one expires and a new one is made. The order at the provider is made after commit, by a subscriber.
    Raises AlreadyFunded, and NoRail where the instance has no provider.
    """
    if not rail_name():
        raise NoRail()
    with transaction.atomic():
        waiting = Funding.objects.filter(reference=reference, state="requested").first()
        if waiting and _same(waiting, holds):
            return waiting
        if waiting:
            _expire(waiting, actor, now)
        try:
            with transaction.atomic():
                funding = _ask(payer, reference, title, holds, now)
        except IntegrityError:  # somebody asked in the same moment, or a seat has its money
            found = Funding.objects.filter(reference=reference, state="requested").first()
            if found is None:
                raise AlreadyFunded() from None
            return found
        asked = FundingRequested(f"funding:{funding.code}", reference, funding.amount_paise)
        record(asked, actor=code_of(actor), now=now)
        return funding


def _same(funding: Funding, holds: Seats) -> bool:
    return sorted(funding.holds.values_list("reference", "amount_paise")) == sorted(holds)


def _ask(payer: Organization, reference: str, title: str, holds: Seats, now: datetime) -> Funding:
    fees = [fee_of(paise) for _seat, paise in holds]
    funding = Funding.objects.create(
        payer=payer,
        reference=reference,
        title=title[:160],
        amount_paise=sum(paise for _seat, paise in holds) + sum(fees),
        fee_paise=sum(fees),
        rail=rail_name(),
        requested_at=now,
        expires_at=now + timedelta(days=rules().funding_days),
    )
    Hold.objects.bulk_create(
        Hold(funding=funding, reference=seat, amount_paise=paise, fee_paise=fee)
        for (seat, paise), fee in zip(holds, fees, strict=True)
    )
    return funding


def fee_of(paise: int) -> int:
    """The operator's fee for one seat, in paise, rounded half up; the rule's default is none."""
    return (paise * rules().company_fee_percent + 50) // 100


def expire_funding(*, reference: str, actor: Person | None = None, now: datetime) -> Funding | None:
    """Stop asking for money that nobody paid; None when nothing waits. What is paid later is sent back at once."""
    with transaction.atomic():
        funding = Funding.objects.filter(reference=reference, state="requested").first()
        if funding is not None:
            _expire(funding, actor, now)
        return funding


def expire_overdue(*, now: datetime) -> int:
    """Expire every funding whose days are over; how many."""
    overdue = Funding.objects.filter(state="requested", expires_at__lte=now).order_by("id")[:200]
    count = 0
    for funding in overdue:
        try:
            with transaction.atomic():
                _expire(funding, None, now)
                count += 1
        except StaleState:
            continue  # paid at the last moment
    return count


def _expire(funding: Funding, actor: Person | None, now: datetime) -> None:
    FUNDING.move(funding, "expire")
    _fail_holds(funding)
    record(FundingExpired(f"funding:{funding.code}", funding.reference), actor=code_of(actor), now=now)


def _fail_holds(funding: Funding) -> None:
    for hold in funding.holds.filter(state="requested").order_by("id"):
        HOLD.move(hold, "fail")


def give_up(funding: Funding, *, reason: str, now: datetime) -> None:
    """The provider will not take this payment at all: the funding and its holds fail."""
    with transaction.atomic():
        FUNDING.move(funding, "fail", note=reason[:200])
        _fail_holds(funding)
        record(FundingFailed(f"funding:{funding.code}", funding.reference, reason), now=now)


def mark_paid(funding: Funding, seen: OrderSeen, *, now: datetime) -> bool:
    """The provider has the money: every hold is held, or sent back when nobody waits for it any more.

    In the caller's transaction. False, changing nothing, when it was already known; an amount that does not fit
    is recorded for staff and nothing else.
    """
    subject = f"funding:{funding.code}"
    if seen.amount_paise != funding.amount_paise:
        text = f"{seen.payment_id} paid {seen.amount_paise} paise for an order of {funding.amount_paise}."
        record(PaymentUnmatched(subject, text), now=now)
        return False
    late = not _pay(funding, seen, now, only_if=Q(state="requested"))
    if late and not _pay(funding, seen, now):
        return _paid_again(funding, seen, now)
    holds = list(funding.holds.order_by("id"))
    _book(funding, holds, now)
    for hold in holds:
        if late:
            send_back(hold, now=now)
        else:
            HOLD.move(hold, "hold", held_at=now)
    if not late:
        record(FundingPaid(subject, funding.reference, funding.amount_paise), now=now)
    return True


def _pay(funding: Funding, seen: OrderSeen, now: datetime, *, only_if: Q | None = None) -> bool:
    paid: dict[str, Any] = {"payment_id": seen.payment_id, "order_id": seen.id, "paid_at": now, "note": ""}
    try:
        FUNDING.move(funding, "pay", only_if=only_if, **paid)
    except StaleState:
        return False
    return True


def _paid_again(funding: Funding, seen: OrderSeen, now: datetime) -> bool:
    """Known already; but a second payment of the same order is nobody's yet."""
    known = Funding.objects.values_list("payment_id", flat=True).get(pk=funding.pk)
    if seen.payment_id and known != seen.payment_id:
        text = f"Order {seen.id} was paid by {known}, and again by {seen.payment_id}."
        record(PaymentUnmatched(f"funding:{funding.code}", text), now=now)
    return False


def _book(funding: Funding, holds: list[Hold], now: datetime) -> None:
    lines = [(accounts.held(hold.code), hold.amount_paise + hold.fee_paise) for hold in holds]
    lines.append((accounts.outside(funding.rail), -funding.amount_paise))
    post(key=f"funding:{funding.code}:paid", kind="funded", lines=lines, at=now, memo=funding.title)


def mark_attempt_failed(funding: Funding, seen: AttemptFailed, *, now: datetime) -> bool:
    """One attempt did not go through; the company can try again. In the caller's transaction; False when known."""
    rows = Funding.objects.filter(pk=funding.pk, state="requested").exclude(failed_payment_id=seen.payment_id)
    if not rows.update(failed_payment_id=seen.payment_id, note=seen.reason[:200], tried_at=None):
        return False
    record(FundingFailed(f"funding:{funding.code}", funding.reference, seen.reason), now=now)
    return True


def code_of(actor: Person | None) -> str:
    """Who acted, for the journal; empty for a clock."""
    return actor.code if actor is not None else ""
