"""Money set aside for seats with a licensed provider, and its way out. We record and instruct; the provider holds."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kadam.kit.codes import CodeField
from kadam.kit.constraints import one_of, positive, present_when
from kadam.payments.states import FUNDING, HOLD, PAYOUT, REFUND


class Funding(models.Model):
    """One payment by a company that fills one or more holds."""

    code = CodeField()
    payer = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=40)  # what it is for: "project:CODE"
    title = models.CharField(max_length=160)
    amount_paise = models.BigIntegerField()  # what the company pays: holds and their fees
    fee_paise = models.BigIntegerField(default=0)
    state = models.CharField(max_length=12, default=FUNDING.initial)
    rail = models.CharField(max_length=16)
    order_id = models.CharField(max_length=40, blank=True)
    payment_id = models.CharField(max_length=40, blank=True)
    failed_payment_id = models.CharField(max_length=40, blank=True)  # the last attempt that the bank refused
    note = models.CharField(max_length=200, blank=True)  # why it was refused
    requested_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)  # the company last pressed "set aside"
    asked_at = models.DateTimeField(null=True)  # we last asked the provider how it stands
    paid_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            FUNDING.check("funding_state"),
            positive("amount_paise", "funding_amount"),
            models.CheckConstraint(
                condition=Q(fee_paise__gte=0) & Q(fee_paise__lt=F("amount_paise")), name="funding_fee"
            ),
            present_when("state", ["paid"], "paid_at", "funding_paid_at"),
            models.UniqueConstraint(fields=["order_id"], condition=~Q(order_id=""), name="funding_order"),
            models.UniqueConstraint(
                fields=["payment_id"], condition=~Q(payment_id=""), name="funding_payment"
            ),
            models.UniqueConstraint(
                fields=["reference"], condition=Q(state="requested"), name="funding_asked_once"
            ),
        ]
        indexes = [
            models.Index(fields=["payer", "-requested_at"], name="funding_payer"),
            models.Index(fields=["reference", "-id"], name="funding_reference"),
            models.Index(fields=["expires_at"], condition=Q(state="requested"), name="funding_waiting"),
        ]


class Hold(models.Model):
    """Money set aside for one seat: the student's pay, and the operator's fee for it, earned at release."""

    code = CodeField()
    funding = models.ForeignKey(Funding, on_delete=models.PROTECT, related_name="holds")
    reference = models.CharField(max_length=40)  # whose seat: "seat:CODE"
    amount_paise = models.BigIntegerField()
    fee_paise = models.BigIntegerField(default=0)
    state = models.CharField(max_length=16, default=HOLD.initial)
    held_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)  # released, refunded or split

    class Meta:
        constraints = [
            HOLD.check("hold_state"),
            positive("amount_paise", "hold_amount"),
            models.CheckConstraint(condition=Q(fee_paise__gte=0), name="hold_fee"),
            present_when(
                "state", ["held", "released", "partly_released", "refunded"], "held_at", "hold_held_at"
            ),
            present_when(
                "state", ["released", "partly_released", "refunded"], "settled_at", "hold_settled_at"
            ),
            models.UniqueConstraint(
                fields=["reference"], condition=Q(state__in=["requested", "held"]), name="hold_live_once"
            ),
        ]


class PayoutAccount(models.Model):
    """Where a student's money goes: a UPI id or a bank account, shown masked. The newest one counts."""

    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4)
    holder_name = models.CharField(max_length=120)
    upi_id = models.CharField(max_length=100, blank=True)
    bank_account = models.CharField(max_length=34, blank=True)
    ifsc = models.CharField(max_length=11, blank=True)
    provider_account = models.CharField(max_length=40, blank=True)  # the provider's own name for it
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("kind", ["upi", "bank"], "payout_account_kind"),
            models.CheckConstraint(
                condition=(Q(kind="upi") & ~Q(upi_id=""))
                | (Q(kind="bank") & ~Q(bank_account="") & ~Q(ifsc="")),
                name="payout_account_filled",
            ),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="payout_account_newest")]


class Payout(models.Model):
    """Money on its way from a hold to a student."""

    code = CodeField()
    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="payouts")
    payee = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    amount_paise = models.BigIntegerField()
    state = models.CharField(max_length=10, default=PAYOUT.initial)
    account = models.ForeignKey(PayoutAccount, null=True, on_delete=models.PROTECT, related_name="+")
    transfer_id = models.CharField(max_length=40, blank=True)
    attempt = models.PositiveSmallIntegerField(default=1)  # part of the key that the provider knows
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)  # we last asked the provider how it stands
    paid_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True)  # why it came back

    class Meta:
        constraints = [
            PAYOUT.check("payout_state"),
            positive("amount_paise", "payout_amount"),
            present_when("state", ["paid"], "paid_at", "payout_paid_at"),
            models.UniqueConstraint(
                fields=["transfer_id"], condition=~Q(transfer_id=""), name="payout_transfer"
            ),
            models.UniqueConstraint(fields=["hold", "payee"], name="payout_once"),
        ]
        indexes = [
            models.Index(fields=["payee", "-id"], name="payout_payee"),
            models.Index(fields=["id"], condition=Q(state__in=["due", "sent"]), name="payout_under_way"),
        ]


class Refund(models.Model):
    """Money on its way back from a hold to the company that paid it."""

    code = CodeField()
    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="refund")
    amount_paise = models.BigIntegerField()
    state = models.CharField(max_length=10, default=REFUND.initial)
    reason = models.CharField(max_length=200)
    refund_id = models.CharField(max_length=40, blank=True)
    attempt = models.PositiveSmallIntegerField(default=1)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)  # we last asked the provider how it stands
    done_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True)  # why the last attempt failed

    class Meta:
        constraints = [
            REFUND.check("refund_state"),
            positive("amount_paise", "refund_amount"),
            present_when("state", ["done"], "done_at", "refund_done_at"),
            models.UniqueConstraint(
                fields=["refund_id"], condition=~Q(refund_id=""), name="refund_at_provider"
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=~Q(state="done"), name="refund_under_way")]


class WebhookReceipt(models.Model):
    """One message from the provider, kept as it came; its id makes a duplicate harmless."""

    rail = models.CharField(max_length=16)
    event_id = models.CharField(max_length=80)
    body = models.TextField()
    received_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rail", "event_id"], name="webhook_once")]
