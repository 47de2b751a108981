"""Where the money of one seat goes: to the student, or back to the company."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kadam.identity.models import Person
from kadam.journal.actions import record
from kadam.ledger import accounts
from kadam.ledger.actions import post
from kadam.payments.events import HoldRefunded, HoldReleased
from kadam.payments.models import Hold, Payout, Refund
from kadam.payments.states import HOLD


def release(hold: Hold, *, payee: Person, actor: Person | None, now: datetime) -> Payout:
    """Promise a hold's money to a student: hold released, payout due, ledger held -> owed (and the fee earned).

    The provider is told after commit, as soon as the student has said where to send it.
    Raises StaleState when the hold is not held any more: of many who press at once, one wins.
    """
    with transaction.atomic():
        HOLD.move(hold, "release", settled_at=now)
        payout = Payout.objects.create(hold=hold, payee=payee, amount_paise=hold.amount_paise, due_at=now)
        lines = [
            (accounts.held(hold.code), -(hold.amount_paise + hold.fee_paise)),
            (accounts.owed(payee.code), hold.amount_paise),
        ]
        if hold.fee_paise:
            lines.append((accounts.fees(), hold.fee_paise))
        post(key=f"hold:{hold.code}:released", kind="released", lines=lines, at=now)
        released = HoldReleased(f"hold:{hold.code}", hold.reference, payout.code, payout.amount_paise)
        record(released, actor=actor.code if actor else "", now=now)
        return payout


def refund(hold: Hold, *, reason: str, actor: Person | None, now: datetime) -> Refund:
    """Promise a hold's money back to the company, the fee with it; ledger held -> refundable.

    The hold is refunded, the refund due; the provider is told after commit. Raises StaleState when the hold is
    not held any more.
    """
    with transaction.atomic():
        HOLD.move(hold, "refund", settled_at=now)
        return _refund(hold, reason, actor, now)


def send_back(hold: Hold, *, now: datetime) -> Refund:
    """Money that came after nobody wanted it any more goes back. In the caller's transaction."""
    HOLD.move(hold, "send_back", held_at=now, settled_at=now)
    return _refund(hold, _("It was paid after it was no longer asked for."), None, now)


def _refund(hold: Hold, reason: str, actor: Person | None, now: datetime) -> Refund:
    amount = hold.amount_paise + hold.fee_paise
    row = Refund.objects.create(hold=hold, amount_paise=amount, reason=reason[:200], due_at=now)
    lines = [(accounts.held(hold.code), -amount), (accounts.refundable(hold.code), amount)]
    post(key=f"hold:{hold.code}:refunded", kind="refunded", lines=lines, at=now, memo=reason)
    refunded = HoldRefunded(f"hold:{hold.code}", hold.reference, row.code, amount, reason)
    record(refunded, actor=actor.code if actor else "", now=now)
    return row
