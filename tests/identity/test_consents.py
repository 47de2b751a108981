"""Agreeing and taking it back, each by one press."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse

from kadam.identity import actions, queries
from kadam.identity.models import Consent
from kadam.identity.notices import CURRENT, FOLDER, blocks, current_notice, notice
from kadam.identity.purposes import PURPOSES
from kadam.journal.models import Event
from kadam.kit import clock
from tests.support.people import make_person

pytestmark = pytest.mark.django_db
FOUND = "companies_see_profile"


def count() -> tuple[int, int]:
    """Rows of consents and of the journal."""
    return Consent.objects.count(), Event.objects.count()


def test_one_press_gives_and_one_takes_back(client):
    person = make_person()
    client.force_login(person)
    assert client.post(reverse("identity:consent", args=[FOUND])).status_code == 303
    assert queries.has_consented(person, FOUND)
    assert client.post(reverse("identity:withdrawal", args=[FOUND])).status_code == 303
    assert not queries.has_consented(person, FOUND)
    kinds = Event.objects.filter(data__purpose=FOUND).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["identity.ConsentGiven", "identity.ConsentWithdrawn"]


def test_proof_stays_after_taking_back():
    person = make_person()
    now = clock.now()
    actions.give_consent(person=person, purpose=FOUND, language="hi", now=now)
    actions.withdraw_consent(person=person, purpose=FOUND, now=now + timedelta(days=3))
    actions.give_consent(person=person, purpose=FOUND, now=now + timedelta(days=4))
    first, second = Consent.objects.filter(purpose=FOUND).order_by("id")
    assert (first.given_at, first.withdrawn_at) == (now, now + timedelta(days=3))
    assert (first.language, second.language, second.withdrawn_at) == ("hi", "en", None)
    assert first.notice_sha256 == current_notice("hi").sha256 != second.notice_sha256
    assert [past.withdrawn_at for past in queries.past_consents(person)] == [now + timedelta(days=3)]


def test_twice_is_once():
    person = make_person(purposes=(FOUND,))
    before = count()
    with pytest.raises(actions.GivenAlready):
        actions.give_consent(person=person, purpose=FOUND, now=clock.now())
    assert count() == before


def test_the_database_allows_one_agreement_in_force(django_db_blocker):
    person = make_person(purposes=(FOUND,))
    row = Consent.objects.get(person=person, purpose=FOUND)
    row.pk = None
    with pytest.raises(IntegrityError):
        row.save(force_insert=True)


def test_what_was_not_given_cannot_be_taken_back(client):
    person = make_person()
    before = count()
    with pytest.raises(actions.NotGiven):
        actions.withdraw_consent(person=person, purpose=FOUND, now=clock.now())
    client.force_login(person)
    assert client.post(reverse("identity:withdrawal", args=[FOUND])).status_code == 409
    assert count()[0] == before[0]


def test_the_necessary_one_ends_with_the_account(client):
    person = make_person()
    with pytest.raises(actions.NeedsClosing):
        actions.withdraw_consent(person=person, purpose="account", now=clock.now())
    client.force_login(person)
    page = client.get(reverse("identity:consents")).content.decode()
    assert reverse("identity:closure") in page
    assert reverse("identity:withdrawal", args=["account"]) not in page


def test_an_unknown_purpose_is_none(client):
    client.force_login(make_person())
    assert client.post(reverse("identity:consent", args=["advertising"])).status_code == 404
    with pytest.raises(actions.UnknownPurpose):
        actions.give_consent(person=make_person(), purpose="advertising", now=clock.now())


def test_taking_back_is_as_easy_as_giving(client):
    """One form with one button each, on the same page, no question between (DPDP Act, s. 6(4))."""
    person = make_person(purposes=("product_mail",))
    client.force_login(person)
    page = client.get(reverse("identity:consents")).content.decode()
    assert reverse("identity:withdrawal", args=["product_mail"]) in page
    assert reverse("identity:consent", args=[FOUND]) in page


def test_each_purpose_is_itemised_in_each_notice():
    for language in ("en", "hi"):
        found = notice(CURRENT, language)
        headings = [lines[0] for kind, lines in blocks(found.text) if kind == "h3"]
        assert len(headings) == len(PURPOSES)
    english = notice(CURRENT, "en").text
    assert all(str(purpose.title) in english for purpose in PURPOSES.values())


def test_a_published_notice_is_never_edited():
    """People agreed to these words. A change needs a new file with a new version."""
    published = {
        "2026-11.en.md": "cee4d81d7ae004a2f18e103060ca25d178196184ea806e373f8f38f631611989",
        "2026-11.hi.md": "ce8604f1bf5866ee36465347af467f0de9229cfed9d5419b822e4362609186fe",
    }
    for path in FOLDER.glob("*.md"):
        version, language, _suffix = path.name.split(".")
        assert published[path.name] == notice(version, language).sha256, path.name


def test_a_notice_in_another_language_falls_back_to_english():
    assert current_notice("ta").language == "en"
    assert notice("2026-11", "../en") is None
