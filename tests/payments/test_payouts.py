"""Money on its way to a student."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kadam.journal.models import Event
from kadam.kit.transitions import StaleState
from kadam.ledger import accounts
from kadam.ledger.queries import balance
from kadam.payments import actions, queries
from kadam.payments.actions.payouts import apply_transfer
from kadam.payments.gateways import TransferSeen, rail_for
from kadam.payments.models import Payout, PayoutAccount
from tests.support.companies import make_company
from tests.support.payments import add_upi, assert_books_balance, make_holds, settle
from tests.support.people import make_person

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
FAILING = "failure@razorpay"
pytestmark = pytest.mark.django_db


def make_payout(payee=None, *, now=NOW):
    (hold,) = make_holds(make_company(), 600000, now=now)
    return actions.release(hold, payee=payee or make_person(), actor=None, now=now)


def fresh(payout: Payout) -> Payout:
    payout.refresh_from_db()
    return payout


def test_releasing_twice_is_refused_and_moves_nothing():
    (hold,) = make_holds(make_company(), 600000, now=NOW)
    actions.release(hold, payee=make_person(), actor=None, now=NOW)
    for again in (
        lambda: actions.release(hold, payee=make_person(), actor=None, now=NOW),
        lambda: actions.refund(hold, reason="x", actor=None, now=NOW),
    ):
        with pytest.raises(StaleState):
            again()
    assert Payout.objects.count() == 1
    assert_books_balance()


def test_it_waits_until_the_student_says_where_and_is_then_sent():
    asha = make_person()
    payout = make_payout(asha)
    settle(NOW)
    assert fresh(payout).state == "due"
    assert queries.earnings(asha).waiting_paise == 600000
    add_upi(asha, now=NOW)
    settle(NOW)
    assert fresh(payout).state == "paid"
    assert payout.account == PayoutAccount.objects.get()
    assert balance(accounts.owed(asha.code)) == 0
    assert_books_balance()


def test_what_the_bank_refuses_is_still_the_students_and_goes_out_with_a_new_account():
    asha = make_person()
    add_upi(asha, FAILING, now=NOW)
    payout = make_payout(asha)
    settle(NOW)
    assert (fresh(payout).state, payout.note) == (
        "returned",
        "The beneficiary's bank did not accept the transfer.",
    )
    assert balance(accounts.owed(asha.code)) == 600000
    assert_books_balance()
    add_upi(asha, "asha@okaxis", now=NOW)
    settle(NOW)
    assert (fresh(payout).state, payout.attempt, payout.note) == ("paid", 2, "")
    assert balance(accounts.owed(asha.code)) == 0
    assert_books_balance()


def test_it_can_be_sent_to_the_same_account_again():
    asha = make_person()
    add_upi(asha, FAILING, now=NOW)
    payout = make_payout(asha)
    settle(NOW)
    actions.retry_payout(fresh(payout), actor=asha, now=NOW)
    with pytest.raises(StaleState):
        actions.retry_payout(payout, actor=asha, now=NOW)
    settle(NOW)
    assert (fresh(payout).state, payout.attempt) == ("returned", 2)
    assert_books_balance()


def test_a_transfer_taken_back_after_it_arrived_is_owed_again():
    asha = make_person()
    add_upi(asha, now=NOW)
    payout = make_payout(asha)
    settle(NOW)
    seen = rail_for("sandbox").fetch_transfer(fresh(payout).transfer_id)
    back = TransferSeen(seen.id, seen.key, seen.amount_paise, "reversed", "Account closed")
    assert apply_transfer(back, now=NOW)
    assert not apply_transfer(back, now=NOW)
    assert not apply_transfer(seen, now=NOW)  # the old news, once more
    assert (fresh(payout).state, payout.paid_at) == ("returned", None)
    assert balance(accounts.owed(asha.code)) == 600000
    assert_books_balance()


def test_bad_news_before_good_news_of_the_same_attempt_goes_to_staff():
    asha = make_person()
    payout = make_payout(asha)
    key = f"{payout.code}-1"
    assert apply_transfer(TransferSeen("trf_1", key, 600000, "failed", "No"), now=NOW)
    assert not apply_transfer(TransferSeen("trf_1", key, 600000, "processed", ""), now=NOW)
    assert Event.objects.filter(kind="payments.PaymentUnmatched").count() == 1
    assert fresh(payout).state == "returned"
    assert_books_balance()


def test_a_transfer_of_another_amount_or_of_nobody_goes_to_staff():
    payout = make_payout()
    assert not apply_transfer(TransferSeen("trf_1", f"{payout.code}-1", 1, "processed", ""), now=NOW)
    assert not apply_transfer(TransferSeen("trf_2", "", 600000, "processed", ""), now=NOW)
    assert Event.objects.filter(kind="payments.PaymentUnmatched").count() == 2
    assert fresh(payout).state == "due"
    assert_books_balance()


def test_seats_of_one_payment_are_sent_even_after_another_seat_was_refunded():
    asha = make_person()
    add_upi(asha, now=NOW)
    first, second = make_holds(make_company(), 600000, 400000, now=NOW)
    actions.refund(first, reason="cancelled", actor=None, now=NOW)
    settle(NOW)
    payout = actions.release(second, payee=asha, actor=None, now=NOW)
    settle(NOW)
    assert fresh(payout).state == "paid"  # from our balance with the provider: the payment itself refuses
    assert balance(accounts.outside("sandbox")) == 0
    assert_books_balance()


@pytest.mark.parametrize(("kind", "fields", "field"), [
    ("upi", {"upi_id": "asha"}, "upi_id"),
    ("upi", {"upi_id": "asha@mail.example.org"}, "upi_id"),
    ("upi", {"upi_id": "asha rao@okhdfc"}, "upi_id"),
    ("bank", {"bank_account": "12 34", "ifsc": "HDFC0001234"}, "bank_account"),
    ("bank", {"bank_account": "50100123456789", "ifsc": "HDFC1001234"}, "ifsc"),
    ("bank", {"bank_account": "50100123456789", "ifsc": "HDFC"}, "ifsc"),
    ("cash", {}, "kind"),
])  # fmt: skip
def test_a_place_that_cannot_exist_is_refused_on_its_field(kind, fields, field):
    with pytest.raises(actions.BadDestination) as refusal:
        actions.add_payout_account(person=make_person(), kind=kind, holder_name="Asha Rao", now=NOW, **fields)
    assert refusal.value.field == field
    assert not PayoutAccount.objects.exists()


def test_the_same_place_again_is_no_change():
    asha = make_person()
    assert add_upi(asha, now=NOW).pk == add_upi(asha, now=NOW).pk
    assert PayoutAccount.objects.count() == 1


def test_only_a_mask_is_shown():
    asha = make_person()
    add_upi(asha, "asha.rao@okhdfc", now=NOW)
    assert queries.destination(asha).masked == "as•••@okhdfc"
    actions.add_payout_account(
        person=asha,
        kind="bank",
        holder_name="Asha",
        bank_account="501 0012 3456 789",
        ifsc="hdfc0001234",
        now=NOW,
    )
    assert queries.destination(asha).masked == "HDFC •••• 6789"
    assert queries.destination(make_person()) is None


def test_the_way_of_the_money_step_by_step():
    asha = make_person()
    (hold,) = make_holds(make_company(name="Frostline"), 600000, now=NOW)
    steps = queries.hold_timeline(hold)
    assert [(step.label, step.state, step.at) for step in steps] == [
        ("Set aside", "done", NOW),
        ("Released", "now", None),
        ("In the student's bank", "todo", None),
    ]
    actions.release(hold, payee=asha, actor=None, now=NOW)
    assert [(step.label, step.state) for step in queries.hold_timeline(hold, for_student=True)] == [
        ("Set aside", "done"),
        ("Released", "done"),
        ("To be sent", "now"),
        ("In your bank", "todo"),
    ]
    add_upi(asha, FAILING, now=NOW)
    settle(NOW)
    assert [step.state for step in queries.hold_timeline(hold)] == ["done", "done", "stopped", "todo"]
    add_upi(asha, now=NOW)
    settle(NOW)
    last = queries.hold_timeline(hold)[-1]
    assert (last.label, last.state, last.at, last.amount_paise) == (
        "In the student's bank",
        "done",
        NOW,
        600000,
    )


def test_old_news_does_not_touch_a_new_attempt():
    asha = make_person()
    payout = make_payout(asha)
    old = TransferSeen("trf_1", f"{payout.code}-1", 600000, "failed", "No")
    assert apply_transfer(old, now=NOW)
    actions.retry_payout(fresh(payout), actor=asha, now=NOW)
    assert not apply_transfer(old, now=NOW)
    assert not apply_transfer(TransferSeen("trf_1", f"{payout.code}-1", 600000, "reversed", ""), now=NOW)
    assert (fresh(payout).state, payout.attempt) == ("due", 2)
    assert not apply_transfer(TransferSeen("trf_1", f"{payout.code}-1", 600000, "processed", ""), now=NOW)
    assert Event.objects.filter(kind="payments.PaymentUnmatched").count() == 1
    assert_books_balance()
