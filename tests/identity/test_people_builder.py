"""The builder other tests stand on."""

from __future__ import annotations

import pytest

from tests.support.people import PASSWORD, make_person

pytestmark = pytest.mark.django_db


def test_a_made_person_is_as_if_they_had_signed_up():
    person = make_person()
    assert person.check_password(PASSWORD)
    assert person.consents.get().purpose == "account"
    assert person.emailaddress_set.get().verified


def test_staff_is_appointed():
    assert make_person(staff=True).is_staff
