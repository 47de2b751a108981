"""What happened is heard by everyone who must hear it: after commit, at least once, whatever dies on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from kadam.journal import actions, queries, registry
from kadam.journal.models import Delivery, Event
from kadam.journal.registry import Heard

NOW = timezone.now()


@dataclass(frozen=True)
class Happened:
    subject: str
    what: str


@pytest.fixture
def ears(monkeypatch) -> Iterator[list[Heard]]:
    heard: list[Heard] = []
    monkeypatch.setitem(registry._subscribers, registry.kind_of(Happened), {"test.listener": heard.append})
    yield heard


def record(what: str = "x") -> Event:
    with transaction.atomic():
        return actions.record(Happened("test:1", what), actor="p1", now=NOW)


@pytest.mark.django_db
def test_a_subscriber_hears_what_was_recorded(ears: list[Heard]):
    event = record("rain")
    assert actions.drain(now=NOW) == 1
    assert ears == [Heard(event.code, registry.kind_of(Happened), NOW, "p1", "test:1", {"what": "rain"})]
    assert actions.drain(now=NOW) == 0


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_is_never_heard(ears: list[Heard]):
    with pytest.raises(RuntimeError, match="undo"), transaction.atomic():
        actions.record(Happened("test:1", "x"), now=NOW)
        raise RuntimeError("undo")
    actions.drain(now=NOW)
    assert ears == []
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_a_mistake():
    with pytest.raises(RuntimeError, match="transaction"):
        actions.record(Happened("test:1", "x"), now=NOW)


@pytest.mark.django_db
def test_a_failing_subscriber_is_tried_again_later_and_the_reason_is_kept(monkeypatch):
    def fail(heard: Heard) -> None:
        raise LookupError("no such street")

    monkeypatch.setitem(registry._subscribers, registry.kind_of(Happened), {"test.fails": fail})
    record()
    actions.drain(now=NOW)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("due", 1)
    assert "no such street" in delivery.error
    assert delivery.due_at > NOW


@pytest.mark.django_db
def test_after_many_failures_it_is_buried_shown_and_can_be_revived(monkeypatch, ears: list[Heard]):
    kind = registry.kind_of(Happened)
    monkeypatch.setitem(registry._subscribers, kind, {"test.listener": lambda heard: 1 / 0})
    record()
    moment = NOW
    for _attempt in range(actions.ATTEMPTS_MAX):
        actions.deliver_due(now=moment)
        moment += timedelta(days=1)
    assert queries.queue_health(now=moment).dead == 1
    assert [delivery.subscriber for delivery in queries.buried()] == ["test.listener"]
    monkeypatch.setitem(registry._subscribers, kind, {"test.listener": ears.append})
    assert actions.revive(now=moment) == 1
    actions.drain(now=moment)
    assert len(ears) == 1
    assert queries.queue_health(now=moment).dead == 0


@pytest.mark.django_db
def test_a_worker_killed_in_the_middle_leaves_the_delivery_to_the_next(ears: list[Heard]):
    record()
    assert len(actions.claim_due(now=NOW)) == 1  # and here it dies
    assert actions.claim_due(now=NOW) == []
    later = NOW + actions.LEASE + timedelta(seconds=1)
    assert actions.drain(now=later) == 1
    assert len(ears) == 1


@pytest.mark.django_db
def test_a_subscriber_that_a_later_release_no_longer_has_is_settled(monkeypatch, ears: list[Heard]):
    record()
    monkeypatch.setitem(registry._subscribers, registry.kind_of(Happened), {})
    actions.drain(now=NOW)
    assert Delivery.objects.get().state == "done"


@pytest.mark.django_db
def test_silence_of_a_background_process_is_noticed():
    real = timezone.now()
    actions.beat("worker", now=real)
    actions.beat("scheduler", now=real - timedelta(hours=1))
    assert queries.silent(["worker", "scheduler"], now=real) == ["scheduler"]
    actions.beat("scheduler", now=real)
    assert queries.silent(["worker", "scheduler"], now=real) == []


@pytest.mark.django_db
def test_the_history_of_a_thing_is_told_in_order(ears: list[Heard]):
    record("first")
    record("second")
    assert [event.data["what"] for event in queries.history("test:1")] == ["first", "second"]
