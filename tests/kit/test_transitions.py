"""States move by one conditional update: of many who press, one wins."""

from __future__ import annotations

import pytest
from django.utils import timezone

from kadam.journal.models import Delivery, Event
from kadam.journal.states import DELIVERY
from kadam.kit.transitions import Machine, StaleState, transition

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery() -> Delivery:
    event = Event.objects.create(kind="test.Happened", at=timezone.now(), subject="test:1")
    return Delivery.objects.create(event=event, subscriber="nobody", due_at=timezone.now())


def test_a_move_changes_row_and_object_together(delivery: Delivery):
    DELIVERY.move(delivery, "lease", error="x")
    assert (delivery.state, delivery.error) == ("leased", "x")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error) == ("leased", "x")


def test_the_second_of_two_stale_copies_is_told_and_changes_nothing(delivery: Delivery):
    stale = Delivery.objects.get(pk=delivery.pk)
    DELIVERY.move(delivery, "lease")
    DELIVERY.move(delivery, "finish")
    with pytest.raises(StaleState):
        DELIVERY.move(stale, "retry", error="late")
    stale.refresh_from_db()
    assert (stale.state, stale.error) == ("done", "")


def test_the_button_asks_the_same_table(delivery: Delivery):
    assert DELIVERY.allows("lease", "due")
    assert not DELIVERY.allows("finish", "due")


def test_two_moves_of_one_name_are_refused():
    with pytest.raises(ValueError, match="share a name"):
        Machine("a", transition("go", "a", "b"), transition("go", "b", "c"))


def test_a_machine_knows_all_its_states():
    assert Machine("a", transition("go", "a b", "c")).states == ("a", "b", "c")
