"""What can be done with money. Each is one transaction; calls to the provider stand outside all of them."""

from kadam.payments.actions.accounts import BadDestination, add_payout_account, payout_kinds
from kadam.payments.actions.checkout import make_order, note_return, pay_at_sandbox, prepare_checkout
from kadam.payments.actions.funding import AlreadyFunded, expire_funding, expire_overdue, request_funding
from kadam.payments.actions.holds import refund, release
from kadam.payments.actions.payouts import retry_payout, send_payout, send_waiting
from kadam.payments.actions.practice import pay_in_practice, settle_in_practice
from kadam.payments.actions.reconcile import reconcile
from kadam.payments.actions.refunds import retry_refund, send_refund
from kadam.payments.actions.selfcheck import check_books
from kadam.payments.actions.webhooks import apply_webhook, take_webhook

__all__ = [
    "AlreadyFunded",
    "BadDestination",
    "add_payout_account",
    "apply_webhook",
    "check_books",
    "expire_funding",
    "expire_overdue",
    "make_order",
    "note_return",
    "pay_at_sandbox",
    "pay_in_practice",
    "payout_kinds",
    "prepare_checkout",
    "reconcile",
    "refund",
    "release",
    "request_funding",
    "retry_payout",
    "retry_refund",
    "send_payout",
    "send_refund",
    "send_waiting",
    "settle_in_practice",
    "take_webhook",
]
