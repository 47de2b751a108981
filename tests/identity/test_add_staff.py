"""`kadam add_staff`: how the operator's first person gets in."""

from __future__ import annotations

import io
import sys

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from kadam.identity.models import Person
from kadam.journal.models import Event
from tests.support.people import PASSWORD, make_person
from tests.support.signing_in import sign_in

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    """What the command prints."""
    said = io.StringIO()
    call_command("add_staff", *words, stdout=said)
    return said.getvalue()


def test_a_person_who_is_here_is_appointed_once():
    person = make_person(email="asha@example.org")
    assert run("Asha@Example.org") == "Asha Rao (asha@example.org) may use the staff console.\n"
    run("asha@example.org")
    person.refresh_from_db()
    assert person.is_staff
    assert Event.objects.filter(kind="identity.StaffAppointed").count() == 1


def test_a_new_person_chooses_a_password_through_the_link(client):
    link = run("op@example.org", "--name", "Meera Nair").split()[-1]
    page = client.get("/" + link.split("/", 3)[3], follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": "mango tree railway"})
    assert sign_in(client, "op@example.org", "mango tree railway").url == "/account/"
    assert Person.objects.get().is_staff


def test_or_the_password_comes_by_standard_input(client, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSWORD + "\n"))
    assert "Choose" not in run("op@example.org", "--name", "Meera Nair", "--password-stdin")
    assert sign_in(client, "op@example.org").url == "/account/"


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        (["op@example.org"], "", "add --name"),
        (["op@", "--name", "Meera Nair"], "", "not an e-mail address"),
        (["op@example.org", "--name", "Meera Nair", "--password-stdin"], "basketball1", "thieves"),
    ],
)
def test_bad_input_says_what_to_do_and_makes_nobody(monkeypatch, words, typed, said):
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed + "\n"))
    with pytest.raises(CommandError, match=said):
        run(*words)
    assert not Person.objects.exists()


def test_the_link_is_on_the_public_address(settings):
    settings.BASE_URL = "https://kadam.example.org"
    said = run("op@example.org", "--name", "Meera Nair")
    assert "https://kadam.example.org" + reverse("account_reset_password") + "key/" in said
