"""Any story of money, with the provider's messages late, doubled, lost and out of order: the books always prove
themselves, nothing moves twice, and once everything is told every rupee is where it belongs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from kadam.journal.actions import drain
from kadam.kit.transitions import StaleState
from kadam.ledger import accounts
from kadam.ledger.queries import balance, balances
from kadam.payments import actions
from kadam.payments.books import books_problems
from kadam.payments.gateways import RailUnavailable, route, sandbox
from kadam.payments.gateways.sandbox.behaviour import behave
from kadam.payments.gateways.sandbox.transfers import totals
from kadam.payments.models import Funding, Hold, Payout
from tests.support.companies import make_company
from tests.support.machines import DatabaseMachine, play
from tests.support.payments import add_upi, make_funding
from tests.support.people import make_person

START = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


class Money(DatabaseMachine):
    """Companies and students press buttons; the provider's post arrives as it pleases."""

    @initialize()
    def begin(self):
        """A fresh provider, a company, two students."""
        close_provider()
        self.now = START
        self.company = make_company()
        self.students = [make_person(name="Asha Rao"), make_person(name="Ravi Iyer")]
        self.number = 0
        drain(now=self.now)

    @property
    def provider(self):
        """The provider of this example."""
        return sandbox.in_process_provider()

    @rule(seats=st.integers(1, 3), paise=st.integers(100, 900_000))
    def ask(self, seats, paise):
        """A project asks for its money."""
        self.number += 1
        make_funding(self.company, *[paise] * seats, reference=f"test:{self.number}", now=self.now)

    @rule()
    def work(self):
        """The worker delivers what is due."""
        drain(now=self.now)

    @rule(data=st.data())
    def pay(self, data):
        """A company presses, once or twice, whatever the state."""
        funding = self.any_of(data, Funding)
        if funding is None:
            return
        for _ in range(data.draw(st.integers(1, 2))):
            try:
                actions.pay_at_sandbox(funding, now=self.now)
            except (StaleState, RailUnavailable):
                return

    @rule(data=st.data())
    def lapse(self, data):
        """A request lapses."""
        funding = self.any_of(data, Funding)
        if funding is not None:
            actions.expire_funding(reference=funding.reference, now=self.now)

    @rule(data=st.data(), student=st.integers(0, 1))
    def release(self, data, student):
        """Work is accepted."""
        hold = self.any_of(data, Hold)
        if hold is not None:
            self.press(
                hold, lambda: actions.release(hold, payee=self.students[student], actor=None, now=self.now)
            )

    @rule(data=st.data())
    def refund(self, data):
        """A seat is given up."""
        hold = self.any_of(data, Hold)
        if hold is not None:
            self.press(hold, lambda: actions.refund(hold, reason="x", actor=None, now=self.now))

    def press(self, hold, button):
        """It works if the money is held, and is refused if not."""
        held = Hold.objects.get(pk=hold.pk).state == "held"
        if held:
            button()
        else:
            with pytest.raises(StaleState):
                button()

    @rule(student=st.integers(0, 1), bank=st.sampled_from(["asha@okaxis", "asha@okhdfc", "failure@razorpay"]))
    def account(self, student, bank):
        """A student says where the money goes; perhaps to a bank that refuses it."""
        add_upi(self.students[student], bank, now=self.now)

    @rule(data=st.data())
    def retry(self, data):
        """A student asks for another attempt."""
        payout = self.any_of(data, Payout)
        if payout is not None:
            try:
                actions.retry_payout(payout, actor=None, now=self.now)
            except StaleState:
                assert payout.state != "returned"

    @rule(
        duplicate=st.sampled_from([0, 0.5]), drop=st.sampled_from([0, 0.4]), lose=st.sampled_from([0, 0.3]),
        fail=st.sampled_from([0, 0.2]), seed=st.integers(0, 99),
    )  # fmt: skip
    def misbehave(self, **how):
        """The provider has a bad day."""
        behave(self.provider.store, how)

    @rule()
    def bank(self):
        """The banks do their part."""
        self.provider.settle()

    @rule(data=st.data())
    def post(self, data):
        """Some of the provider's messages arrive, in any order, some of them again and again."""
        waiting = self.provider.due_webhooks()
        chosen = data.draw(st.permutations(waiting))[: data.draw(st.integers(0, len(waiting)))]
        for number, event_id, body in chosen:
            signature = self.provider.sign(body)
            for _ in range(data.draw(st.integers(1, 2))):
                actions.take_webhook(body=body.encode(), signature=signature, event_id=event_id, now=self.now)
            self.provider.delivered(number, data.draw(st.sampled_from([200, 200, 500])))

    @rule(minutes=st.integers(1, 200))
    def wait(self, minutes):
        """Time passes and the clocks run."""
        self.now += timedelta(minutes=minutes)
        actions.reconcile(now=self.now)

    @invariant()
    def books_balance(self):
        """At every moment, whatever is known so far."""
        if hasattr(self, "company"):
            assert books_problems() == []

    def finish(self):
        """Once the provider behaves and time passes, everything is told, and both books agree."""
        if not hasattr(self, "company"):
            return
        behave(self.provider.store, {"duplicate": 0, "drop": 0, "lose": 0, "fail": 0})
        for student in self.students:
            add_upi(student, f"{student.code}@okaxis", now=self.now)
        for _ in range(12):
            self.now += timedelta(hours=13)
            drain(now=self.now)
            actions.reconcile(now=self.now)
            actions.settle_in_practice(now=self.now)
        assert balances("owed") == {}
        assert balances("refundable") == {}
        assert books_problems() == []
        theirs = totals(self.provider.desk)
        outside = balance(accounts.outside("sandbox"))
        assert outside == -(theirs["captured"] - theirs["refunded"] - theirs["transferred"])
        close_provider()

    def any_of(self, data, model):
        """Some row, or none."""
        keys = list(model.objects.order_by("id").values_list("pk", flat=True))
        return model.objects.get(pk=data.draw(st.sampled_from(keys))) if keys else None


def close_provider() -> None:
    """Forget the provider of this process."""
    route.in_process.cache_clear()
    if sandbox.in_process_provider.cache_info().currsize:
        sandbox.in_process_provider().store.close()
    sandbox.in_process_provider.cache_clear()


@pytest.mark.django_db
def test_money_is_right_whatever_happens():
    play(Money, examples=10, steps=25)
