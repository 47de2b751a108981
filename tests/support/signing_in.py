"""The steps of sign-up and sign-in as a browser makes them."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from kadam.identity.models import Person
from kadam.identity.notices import CURRENT
from tests.support.people import PASSWORD

ASHA = {
    "name": "Asha Rao",
    "email": "asha@example.org",
    "born_on": "2001-05-14",
    "password1": PASSWORD,
    "agree": "on",
    "shown": f"{CURRENT}.en",
}


def sign_up(client: Client, **changes: str) -> Any:
    """Send the sign-up form; leave a field out by giving it an empty text."""
    filled = {name: value for name, value in {**ASHA, **changes}.items() if value != ""}
    return client.post(reverse("account_signup"), filled)


def code_in(mail: Any) -> str:
    """The six digits of a mail."""
    found = re.search(r"^\d{6}$", mail.body, re.M)
    assert found, mail.body
    return found.group()


def link_in(mail: Any) -> str:
    """The path of the first link of a mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", mail.body)
    assert found, mail.body
    return found.group(1)


def confirm(client: Client, code: str) -> Any:
    """Type the code of the mail."""
    return client.post(reverse("account_email_verification_sent"), {"code": code, "action": "verify"})


def sign_in(client: Client, person: Person | str, password: str = PASSWORD, to: str = "/account/") -> Any:
    """Send the sign-in form."""
    email = person if isinstance(person, str) else person.email
    return client.post(reverse("account_login"), {"login": email, "password": password, "next": to})


def prove_again(client: Client, to: str, password: str = PASSWORD) -> Any:
    """Type the password again before something sensitive."""
    return client.post(reverse("account_reauthenticate"), {"password": password, "next": to})
