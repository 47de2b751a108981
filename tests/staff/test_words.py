"""The journal in words: every event of the product has a sentence, and every sentence an event."""

from __future__ import annotations

from kadam.staff.words import SENTENCES, label, sentence, subject_name
from tests.notifications.test_told import event_classes


def test_every_event_has_a_sentence():
    assert sorted(event_classes().keys() - SENTENCES.keys()) == []


def test_every_sentence_has_an_event():
    assert sorted(SENTENCES.keys() - event_classes().keys()) == []


def test_a_kind_of_another_release_is_taken_apart():
    assert sentence("later.SomethingNewHappened") == "Something new happened"
    assert sentence("odd") == "odd"


def test_names_of_values_and_subjects():
    assert label("amount_paise") == "Amount"
    assert label("review_due_at") == "Review due"
    assert subject_name("project:k7m2x9d3f") == "Project k7m2x9d3f"
    assert subject_name("comet:x") == "comet x"
