"""Reading money. Each person sees their own: a company its fundings, a student their payouts; Http404 for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Case, F, Q, Sum, When
from django.db.models.functions import Coalesce
from django.http import Http404

from kadam.identity.models import Person
from kadam.kit.paging import Page, keyset_page
from kadam.organizations.models import Organization
from kadam.organizations.queries import get_for_member, roles_of
from kadam.payments.models import Funding, Hold, Payout, PayoutAccount, Refund
from kadam.payments.policies import can_pay, masked_bank, masked_upi
from kadam.payments.timeline import MoneyStep, money_steps


@dataclass(frozen=True)
class Seat:
    """One seat of a funding, as its company sees it."""

    code: str
    number: int
    state: str
    amount_paise: int
    fee_paise: int
    steps: list[MoneyStep]


@dataclass(frozen=True)
class FundingRow:
    """One funding of a company, with its seats."""

    code: str
    title: str
    reference: str
    state: str
    amount_paise: int
    fee_paise: int
    requested_at: datetime
    expires_at: datetime
    paid_at: datetime | None
    seats: list[Seat]


@dataclass(frozen=True)
class CompanyMoney:
    """A company's money, in paise: held now, paid to students, given back; and a page of its fundings."""

    held_paise: int
    released_paise: int
    refunded_paise: int
    page: Page[FundingRow]


@dataclass(frozen=True)
class Destination:
    """Where a student's money goes, masked."""

    kind: str
    holder_name: str
    masked: str
    added_at: datetime


@dataclass(frozen=True)
class PayoutRow:
    """One payout, as its student sees it."""

    code: str
    title: str
    company: str
    amount_paise: int
    state: str
    note: str
    destination: str
    due_at: datetime
    paid_at: datetime | None
    steps: list[MoneyStep]


@dataclass(frozen=True)
class Earnings:
    """A student's money, in paise: paid, on the way; where it goes; and a page of payouts."""

    paid_paise: int
    on_the_way_paise: int
    waiting_paise: int  # of what is on the way: waits for an account, or came back
    destination: Destination | None
    page: Page[PayoutRow]


def funding_for(reference: str) -> Funding | None:
    """The newest funding of a thing, say "project:CODE"; None when none was asked for."""
    return Funding.objects.filter(reference=reference).order_by("-id").first()


def funding_of(code: str) -> Funding:
    """For subscribers: the funding of that code, with its payer. Raises Http404."""
    return _one(Funding.objects.select_related("payer").filter(code=code).first())


def hold_of(code: str) -> Hold:
    """For subscribers: the hold of that code, with its funding and payer. Raises Http404."""
    return _one(Hold.objects.select_related("funding__payer").filter(code=code).first())


def payout_of(code: str) -> Payout:
    """For subscribers: the payout of that code, with payee, hold, funding and payer. Raises Http404."""
    return _one(Payout.objects.select_related("payee", "hold__funding__payer").filter(code=code).first())


def refund_of(code: str) -> Refund:
    """For subscribers: the refund of that code, with hold, funding and payer. Raises Http404."""
    return _one(Refund.objects.select_related("hold__funding__payer").filter(code=code).first())


def holds_of(reference: str) -> list[Hold]:
    """The holds of a thing's newest funding, seat by seat."""
    funding = funding_for(reference)
    return [] if funding is None else list(funding.holds.select_related("funding__payer").order_by("id"))


def _one[T](row: T | None) -> T:
    if row is None:
        raise Http404
    return row


def funding_for_member(actor: Person, code: str) -> Funding:
    """A funding that the actor's company was asked for, with its payer. Raises Http404."""
    funding = funding_of(code)
    if not roles_of(actor, funding.payer):
        raise Http404
    return funding


def may_pay(actor: Person, funding: Funding) -> bool:
    """Whether the actor holds a role that moves the payer's money."""
    return can_pay(roles_of(actor, funding.payer))


def seats_of(funding: Funding) -> list[Hold]:
    """The holds of a funding, in order."""
    return list(funding.holds.order_by("id"))


def payout_for_payee(actor: Person, code: str) -> Payout:
    """A payout to the actor. Raises Http404."""
    return _one(Payout.objects.select_related("hold").filter(payee=actor, code=code).first())


def hold_timeline(hold: Hold) -> list[MoneyStep]:
    """The way of a hold's money. One query, and one more when its funding and payer are not loaded."""
    payout = refund = None
    if hold.state in {"released", "partly_released"}:
        payout = Payout.objects.filter(hold=hold).order_by("id").first()
    elif hold.state == "refunded":
        refund = Refund.objects.filter(hold=hold).first()
    return money_steps(hold, hold.funding.payer.name, payout, refund)


def destination(person: Person) -> Destination | None:
    """Where the person's money goes now, masked; None when they have not said."""
    account = PayoutAccount.objects.filter(person=person).order_by("-id").first()
    if account is None:
        return None
    return Destination(account.kind, account.holder_name, masked(account), account.added_at)


def masked(account: PayoutAccount) -> str:
    """The account as it may be shown: enough to know it, not enough to use it."""
    return masked_upi(account.upi_id) if account.kind == "upi" else masked_bank(account.bank_account, account.ifsc)


def earnings(person: Person, cursor: str | None = None) -> Earnings:
    """What a student was paid and what is on its way, newest first. Three queries."""
    mine = Payout.objects.filter(payee=person)
    totals = mine.aggregate(
        paid=_sum(Q(state="paid")), waits=_sum(Q(state="returned") | Q(state="due")), sent=_sum(Q(state="sent"))
    )
    rows = mine.select_related("hold__funding__payer", "account")
    page = keyset_page(rows, order=["-id"], cursor=cursor, size=10, key=lambda row: [row.pk])
    found = Page([_payout_row(row) for row in page.rows], page.next_cursor)
    waits, sent = totals["waits"], totals["sent"]
    return Earnings(totals["paid"], waits + sent, waits, destination(person), found)


def _sum(condition: Q) -> Coalesce:
    return Coalesce(Sum("amount_paise", filter=condition), 0)


def _payout_row(payout: Payout) -> PayoutRow:
    funding = payout.hold.funding
    return PayoutRow(
        code=payout.code,
        title=funding.title,
        company=funding.payer.name,
        amount_paise=payout.amount_paise,
        state=payout.state,
        note=payout.note,
        destination=masked(payout.account) if payout.account else "",
        due_at=payout.due_at,
        paid_at=payout.paid_at,
        steps=money_steps(payout.hold, funding.payer.name, payout, None),
    )


def company_money(organization: Organization, cursor: str | None = None) -> CompanyMoney:
    """What a company set aside, paid and got back, newest first. Three queries."""
    holds = Hold.objects.filter(funding__payer=organization)
    whole = F("amount_paise") + F("fee_paise")
    totals = holds.aggregate(
        **{
            name: Coalesce(Sum(Case(When(state=state, then=whole))), 0)
            for name, state in (("held", "held"), ("released", "released"), ("refunded", "refunded"))
        }
    )
    rows = Funding.objects.filter(payer=organization)
    page = keyset_page(rows, order=["-id"], cursor=cursor, size=8, key=lambda row: [row.pk])
    seats = _seats(page.rows, organization.name)
    found = Page([_funding_row(row, seats.get(row.pk, [])) for row in page.rows], page.next_cursor)
    return CompanyMoney(totals["held"], totals["released"], totals["refunded"], found)


def _seats(fundings: Sequence[Funding], payer: str) -> dict[int, list[Seat]]:
    holds = Hold.objects.filter(funding__in=fundings).select_related("refund").prefetch_related(None)
    by_hold = _payouts_of(fundings)
    grouped = groupby(holds.order_by("funding_id", "id"), key=lambda hold: hold.funding_id)
    return {
        number: [_seat(place, hold, payer, by_hold.get(hold.pk)) for place, hold in enumerate(group, start=1)]
        for number, group in grouped
    }


def _payouts_of(fundings: Sequence[Funding]) -> dict[int, Payout]:
    return {payout.hold_id: payout for payout in Payout.objects.filter(hold__funding__in=fundings).order_by("-id")}


def _seat(number: int, hold: Hold, payer: str, payout: Payout | None) -> Seat:
    refund = getattr(hold, "refund", None)
    steps = money_steps(hold, payer, payout, refund)
    return Seat(hold.code, number, hold.state, hold.amount_paise, hold.fee_paise, steps)


def _funding_row(funding: Funding, seats: list[Seat]) -> FundingRow:
    return FundingRow(
        code=funding.code,
        title=funding.title,
        reference=funding.reference,
        state=funding.state,
        amount_paise=funding.amount_paise,
        fee_paise=funding.fee_paise,
        requested_at=funding.requested_at,
        expires_at=funding.expires_at,
        paid_at=funding.paid_at,
        seats=seats,
    )


def company_for(actor: Person, code: str) -> Organization:
    """The organisation whose money the actor may see: any member's own. Raises Http404."""
    return get_for_member(actor, code)
