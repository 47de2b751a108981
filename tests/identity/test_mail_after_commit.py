"""No letter leaves inside a transaction: what is told has happened."""

from __future__ import annotations

import re

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.urls import reverse

from tests.identity.test_second_step import code_now
from tests.support.people import PASSWORD, make_person
from tests.support.signing_in import code_in, confirm, prove_again, sign_in, sign_up

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def posted(monkeypatch) -> list[bool]:
    """For each letter, whether a transaction was open when it left."""
    seen: list[bool] = []
    send = EmailBackend.send_messages

    def look(self, messages):
        seen.append(connection.in_atomic_block)
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", look)
    return seen


def test_letters_leave_after_the_commit(client, posted, mailoutbox):
    sign_up(client)
    confirm(client, code_in(mailoutbox[-1]))
    prove_again(client, reverse("account_email"))
    client.post(reverse("account_email"), {"email": "new@example.org", "action_add": "1"})
    code = mailoutbox[-1].subject[:6]
    client.post(reverse("account_email_verification_sent"), {"code": code, "action": "verify"})
    client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "mango tree railway"}
    )
    client.post(reverse("account_reset_password"), {"email": "new@example.org"})
    assert posted == [False] * 5


def test_also_those_about_sign_in_methods(client, posted, mailoutbox):
    sign_in(client, make_person())
    url = reverse("mfa_activate_totp")
    prove_again(client, url)
    page = client.get(url).content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)
    assert secret
    client.post(url, {"code": code_now(secret.group(1))})
    client.post(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("mfa_deactivate_totp"))
    assert posted == [False] * 3
