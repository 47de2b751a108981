"""Stories of money, told by processes that die on the way, each going on from wherever the last one died.

Started by test_crash: `python crash_story.py MOMENT…`. For each MOMENT a process is forked; it counts every answer
of the provider and both sides of every commit, and at that count kills itself as `kill -9` would. One more lives
to the end. Prints how each ended, our books, and the provider's own record, as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402

from kadam.identity.models import Person  # noqa: E402
from kadam.organizations.models import Organization  # noqa: E402
from kadam.payments import actions  # noqa: E402
from kadam.payments.books import books_problems, trial_balance  # noqa: E402
from kadam.payments.gateways.sandbox import in_process_provider  # noqa: E402
from kadam.payments.gateways.sandbox.provider import SandboxProvider  # noqa: E402
from kadam.payments.gateways.sandbox.transfers import totals  # noqa: E402
from kadam.payments.models import Funding, Hold, Payout, Refund  # noqa: E402
from tests.support.companies import make_company  # noqa: E402
from tests.support.payments import add_upi, make_funding  # noqa: E402
from tests.support.people import make_person  # noqa: E402

START = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
TURNS = 3  # so many runs until another story begins
_count = 0


def die_at(moment: int) -> None:
    """Count the moments at which dying hurts, and die at one of them."""

    def tick() -> None:
        global _count
        _count += 1
        if _count == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    answer, commit = SandboxProvider.answer, BaseDatabaseWrapper._commit

    def counted_answer(self: SandboxProvider, *arguments: Any) -> Any:
        found = answer(self, *arguments)
        tick()
        return found

    def counted_commit(self: BaseDatabaseWrapper) -> Any:
        tick()
        done = commit(self)
        tick()
        return done

    SandboxProvider.answer = counted_answer  # type: ignore[method-assign,assignment]
    BaseDatabaseWrapper._commit = counted_commit


def tell(number: int, now: datetime) -> None:
    """Three seats: one paid to a student, one given back, one still held. Each step only if it was not made."""
    company = Organization.objects.get()
    asha = Person.objects.get(name="Asha Rao")
    reference = f"crash:{number}"
    if not Funding.objects.filter(reference=reference).exists():
        make_funding(company, 300000, 200000, 100000, reference=reference, now=now)
    funding = Funding.objects.get(reference=reference)
    if funding.state == "requested":
        actions.pay_at_sandbox(funding, now=now)
    actions.settle_in_practice(now=now)
    actions.reconcile(now=now)
    first, second, _third = Hold.objects.filter(funding=funding).order_by("id")
    if first.state == "held":
        actions.release(first, payee=asha, actor=None, now=now)
    if second.state == "held":
        actions.refund(second, reason="given up", actor=None, now=now)
    actions.settle_in_practice(now=now)
    actions.reconcile(now=now)
    actions.settle_in_practice(now=now)


def begin() -> None:
    """An instance with a company and a student."""
    call_command("migrate", verbosity=0)
    make_company(now=START)
    add_upi(make_person(name="Asha Rao", now=START), now=START)


def go_on(turn: int, moment: int) -> None:
    """Go on with every story that is not over, at a time after all leases of the dead have run out."""
    assert books_problems() == []  # however the last one died
    die_at(moment)
    for number in range(1, 2 + turn // TURNS):
        tell(number, START + timedelta(minutes=10 * turn))


def forked(act: Callable[[], None]) -> int:
    """How a process that does this ends: 0, or the negative number of the signal that killed it."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        act()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def main(moments: list[int]) -> None:
    """Tell, die, go on; then hold both books against each other."""
    assert forked(begin) == 0
    ends = [forked(partial(go_on, turn, moment)) for turn, moment in enumerate(moments, start=1)]
    ends.append(forked(partial(go_on, len(moments) + 1, 0)))
    waiting = Payout.objects.exclude(state="paid").count() + Refund.objects.exclude(state="done").count()
    told = {
        "ends": ends,
        "stories": Funding.objects.count(),
        "unfinished": waiting,
        "problems": books_problems(),
        "ours": {one.kind: one.paise for one in trial_balance()},
        "theirs": totals(in_process_provider().desk),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main([int(moment) for moment in sys.argv[1:]])
