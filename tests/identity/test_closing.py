"""Closing an account: asked for, called off, done by the clock."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from kadam.identity import actions, queries
from kadam.identity.models import Consent, Person
from kadam.identity.tasks import close_accounts
from kadam.journal.models import Event
from kadam.kit import clock
from kadam.kit.rules import rules
from tests.support.people import make_person
from tests.support.signing_in import prove_again, sign_in

pytestmark = pytest.mark.django_db
WAIT = timedelta(days=rules().closing_days)


def test_closing_needs_the_password_again_and_sets_the_day(client):
    person = make_person()
    sign_in(client, person)
    url = reverse("identity:closure")
    assert "30 days from now" in client.get(url).content.decode()
    assert reverse("account_reauthenticate") in client.post(url).url
    assert Person.objects.get().closing_at is None
    prove_again(client, url)
    closing_at = Person.objects.get().closing_at  # the press that was held back is done now
    assert closing_at is not None
    assert abs(closing_at - clock.now() - WAIT) < timedelta(minutes=1)
    assert "Keep the account" in client.get("/account/").content.decode()


def test_until_then_it_can_be_called_off(client):
    person = make_person()
    actions.ask_closure(person=person, actor=person, now=clock.now())
    client.force_login(person)
    assert client.post(reverse("identity:closure_cancellation")).status_code == 303
    close_accounts(clock.now() + WAIT)
    assert Person.objects.get().is_active
    assert client.post(reverse("identity:closure_cancellation")).status_code == 409


def test_asking_twice_keeps_the_first_day():
    person, now = make_person(), clock.now()
    first = actions.ask_closure(person=person, actor=person, now=now)
    with pytest.raises(actions.ClosingAlready):
        actions.ask_closure(person=person, actor=person, now=now + timedelta(days=1))
    assert Person.objects.get().closing_at == first


def test_on_the_day_the_clock_closes_it(client):
    person, now = make_person(purposes=("product_mail",)), clock.now()
    client.force_login(person)
    actions.ask_closure(person=person, actor=person, now=now)
    assert close_accounts(now + WAIT - timedelta(seconds=1)) == 0
    assert close_accounts(now + WAIT) == 1
    assert close_accounts(now + WAIT) == 0
    assert client.get("/account/").status_code == 302
    assert not Consent.objects.filter(withdrawn_at=None).exists()
    assert not queries.has_consented(person, "account")
    assert Event.objects.filter(kind="identity.AccountClosed", subject=f"person:{person.code}").count() == 1
    assert sign_in(client, person).url == reverse("account_inactive")


def test_another_account_is_not_touched():
    person, other = make_person(), make_person("Ravi Iyer")
    actions.ask_closure(person=person, actor=person, now=clock.now())
    close_accounts(clock.now() + WAIT)
    assert Person.objects.get(pk=other.pk).is_active
