"""Reading money. Each person sees their own: a company its fundings, a student their payouts; Http404 for the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, Sum, When
from django.db.models.functions import Coalesce
from django.http import Http404

from kadam.identity.models import Person
from kadam.kit.paging import Page, keyset_page
from kadam.organizations.models import Organization
from kadam.organizations.queries import get_for_member, roles_of
from kadam.payments.models import Funding, Hold, Payout, PayoutAccount, Refund
from kadam.payments.policies import can_pay, masked_bank, masked_upi
from kadam.payments.timeline import MoneyStep, money_steps

HAS_ACCOUNT = Exists(PayoutAccount.objects.filter(person=OuterRef("payee")))
PAYOUT_PARTS = ("amount_paise", "state", "sent_at", "paid_at")  # why a bank refused is the student's own


@dataclass(frozen=True)
class Seat:
    """One seat of a funding, as its company sees it."""

    code: str
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
class CompanyTotals:
    """A company's money, in paise: held now, paid to students, given back."""

    held_paise: int
    released_paise: int
    refunded_paise: int


@dataclass(frozen=True)
class CompanyMoney(CompanyTotals):
    """The same, and a page of its fundings."""

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
class EarningsTotals:
    """A student's money, in paise: paid, on the way; and where it goes."""

    paid_paise: int
    on_the_way_paise: int
    waiting_paise: int  # of what is on the way: waits for an account, or came back
    destination: Destination | None


@dataclass(frozen=True)
class Earnings(EarningsTotals):
    """The same, and a page of payouts."""

    page: Page[PayoutRow]


def funding_for(reference: str) -> Funding | None:
    """The newest funding of a thing, say "project:CODE"; None when none was asked for."""
    return Funding.objects.filter(reference=reference).order_by("-id").first()


def funding_of(code: str) -> Funding:
    """For subscribers: the funding of that code, with its payer. Raises Http404."""
    return _one(Funding.objects.select_related("payer").filter(code=code).first())


def payout_of(code: str) -> Payout:
    """For subscribers: the payout of that code, with payee, hold, funding and payer. Raises Http404."""
    return _one(Payout.objects.select_related("payee", "hold__funding__payer").filter(code=code).first())


def refund_of(code: str) -> Refund:
    """For subscribers: the refund of that code, with hold, funding and payer. Raises Http404."""
    return _one(Refund.objects.select_related("hold__funding__payer").filter(code=code).first())


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


def hold_timeline(hold: Hold, *, for_student: bool = False) -> list[MoneyStep]:
    """The way of a hold's money, in the second person for its student. One query; more if the payer is not loaded."""
    payout = refund = None
    if hold.state in {"released", "partly_released"}:
        payout = Payout.objects.filter(hold=hold).annotate(has_account=HAS_ACCOUNT).order_by("id").first()
    elif hold.state == "refunded":
        refund = Refund.objects.filter(hold=hold).first()
    known = payout is None or payout.has_account
    payer = hold.funding.payer.name
    return money_steps(hold, payer, payout, refund, has_account=known, for_student=for_student)


def destination(person: Person) -> Destination | None:
    """Where the person's money goes now, masked; None when they have not said."""
    account = PayoutAccount.objects.filter(person=person).order_by("-id").first()
    if account is None:
        return None
    return Destination(account.kind, account.holder_name, masked(account), account.added_at)


def masked(account: PayoutAccount) -> str:
    """The account as it may be shown: enough to know it, not enough to use it."""
    return (
        masked_upi(account.upi_id)
        if account.kind == "upi"
        else masked_bank(account.bank_account, account.ifsc)
    )


def earnings_totals(person: Person) -> EarningsTotals:
    """What a student was paid, what is on its way, and where it goes. Two queries."""
    totals = Payout.objects.filter(payee=person).aggregate(
        paid=_sum(Q(state="paid")),
        waits=_sum(Q(state="returned") | Q(state="due")),
        sent=_sum(Q(state="sent")),
    )
    waits, sent = totals["waits"], totals["sent"]
    return EarningsTotals(totals["paid"], waits + sent, waits, destination(person))


def earnings(person: Person, cursor: str | None = None) -> Earnings:
    """The same, with the payouts, newest first. Three queries."""
    rows = Payout.objects.filter(payee=person).select_related("hold__funding__payer", "account")
    page = keyset_page(rows, order=["-id"], cursor=cursor, size=10, key=lambda row: [row.pk])
    totals = earnings_totals(person)
    known = totals.destination is not None
    found = Page([_payout_row(row, has_account=known) for row in page.rows], page.next_cursor)
    return Earnings(**vars(totals), page=found)


def paid_since(since: datetime) -> int:
    """What students were paid on this instance since then, in paise."""
    paid = Payout.objects.filter(state="paid", paid_at__gte=since)
    return int(paid.aggregate(total=Coalesce(Sum("amount_paise"), 0))["total"])


def _sum(condition: Q) -> Coalesce:
    return Coalesce(Sum("amount_paise", filter=condition), 0)


def _payout_row(payout: Payout, *, has_account: bool) -> PayoutRow:
    hold, funding = payout.hold, payout.hold.funding
    payer = funding.payer.name
    return PayoutRow(
        code=payout.code,
        title=funding.title,
        company=payer,
        amount_paise=payout.amount_paise,
        state=payout.state,
        note=payout.note,
        destination=masked(payout.account) if payout.account else "",
        due_at=payout.due_at,
        paid_at=payout.paid_at,
        steps=money_steps(hold, payer, payout, None, has_account=has_account, for_student=True),
    )


def company_totals(organization: Organization) -> CompanyTotals:
    """What a company has set aside now, paid in all, and got back. One query."""
    whole = F("amount_paise") + F("fee_paise")
    states = {"held_paise": "held", "released_paise": "released", "refunded_paise": "refunded"}
    totals = {name: Coalesce(Sum(Case(When(state=state, then=whole))), 0) for name, state in states.items()}
    return CompanyTotals(**Hold.objects.filter(funding__payer=organization).aggregate(**totals))


def company_money(organization: Organization, cursor: str | None = None) -> CompanyMoney:
    """The same, with the fundings seat by seat, newest first. Two queries."""
    rows = Hold.objects.filter(funding__payer=organization).select_related("funding", "refund")
    joined: dict[str, Any] = {f"payout_{name}": F(f"payouts__{name}") for name in PAYOUT_PARTS}
    joined["has_account"] = Exists(PayoutAccount.objects.filter(person=OuterRef("payouts__payee")))
    order = ["-funding_id", "id"]
    page = keyset_page(rows.annotate(**joined), order=order, cursor=cursor, size=20, key=_place)
    grouped = groupby(page.rows, key=lambda hold: hold.funding_id)
    found = [_funding_row(list(holds), organization.name) for _number, holds in grouped]
    return CompanyMoney(**vars(company_totals(organization)), page=Page(found, page.next_cursor))


def _place(hold: Hold) -> list[int]:
    return [hold.funding_id, hold.pk]


def _funding_row(holds: list[Hold], payer: str) -> FundingRow:
    funding = holds[0].funding
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
        seats=[_seat(hold, payer) for hold in holds],
    )


def _seat(hold: Hold, payer: str) -> Seat:
    parts = {name: getattr(hold, f"payout_{name}") for name in PAYOUT_PARTS}
    payout = Payout(hold=hold, **parts) if parts["state"] else None
    refund, known = getattr(hold, "refund", None), bool(getattr(hold, "has_account", True))
    steps = money_steps(hold, payer, payout, refund, has_account=known)
    return Seat(hold.code, hold.state, hold.amount_paise, hold.fee_paise, steps)


def company_for(actor: Person, code: str) -> Organization:
    """The organisation whose money the actor may see: any member's own. Raises Http404."""
    return get_for_member(actor, code)
