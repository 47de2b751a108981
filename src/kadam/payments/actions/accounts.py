"""Where a student's money goes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kadam.identity.models import Person
from kadam.journal.actions import record
from kadam.kit.refusals import BadInput
from kadam.payments.events import PayoutAccountAdded
from kadam.payments.gateways import rail_for, rail_name
from kadam.payments.models import PayoutAccount
from kadam.payments.policies import is_bank_account, is_ifsc, is_upi_id


class BadDestination(BadInput):
    """What was typed cannot be an account."""


def payout_kinds() -> tuple[str, ...]:
    """The kinds of account that this instance's provider can pay: "upi", "bank". Raises NoRail."""
    return rail_for(rail_name()).kinds


def add_payout_account(
    *,
    person: Person,
    kind: str,
    holder_name: str,
    upi_id: str = "",
    bank_account: str = "",
    ifsc: str = "",
    now: datetime,
) -> PayoutAccount:
    """Say where a person's money goes from now on; money that waits for it is sent after commit.

    Raises BadDestination naming the field, and NoRail. The same account again changes nothing.
    """
    account = PayoutAccount(person=person, kind=kind, holder_name=holder_name.strip(), added_at=now)
    if kind == "upi":
        account.upi_id = upi_id.strip()
    else:
        account.bank_account, account.ifsc = bank_account.strip().replace(" ", ""), ifsc.strip().upper()
    _check(account)
    with transaction.atomic():
        newest = PayoutAccount.objects.filter(person=person).order_by("-id").first()
        if newest and _place(newest) == _place(account):
            return newest
        account.save()
        record(PayoutAccountAdded(f"person:{person.code}", kind), actor=person.code, now=now)
        return account


def _check(account: PayoutAccount) -> None:
    if account.kind not in payout_kinds():
        raise BadDestination(_("Money cannot be sent there. Choose one of the kinds shown."), field="kind")
    if not account.holder_name:
        raise BadDestination(_("Write the name as the bank knows it."), field="holder_name")
    if account.kind == "upi":
        if not is_upi_id(account.upi_id):
            raise BadDestination(
                _("A UPI id looks like name@bank, without dots after the @."), field="upi_id"
            )
        return
    if not is_bank_account(account.bank_account):
        raise BadDestination(
            _("An account number has 6 to 18 digits and nothing else."), field="bank_account"
        )
    if not is_ifsc(account.ifsc):
        text = _("An IFSC has 11 characters: four letters, a zero, six letters or digits, as in HDFC0001234.")
        raise BadDestination(text, field="ifsc")


def _place(account: PayoutAccount) -> tuple[str, ...]:
    return account.kind, account.holder_name, account.upi_id, account.bank_account, account.ifsc
