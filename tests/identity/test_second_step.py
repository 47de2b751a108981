"""Authenticator apps, recovery codes and passkeys, with the library's own arithmetic."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse

from kadam.identity import queries
from kadam.identity.secrets import unseal
from kadam.journal.models import Event
from tests.support.people import make_person
from tests.support.signing_in import prove_again, sign_in

pytestmark = pytest.mark.django_db


def code_now(secret: str) -> str:
    """What the app shows at this moment."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def asha(client, django_capture_on_commit_callbacks):
    """Signed in, with an authenticator app just added; `asha.secret` is its key."""
    person = make_person()
    sign_in(client, person)
    url = reverse("mfa_activate_totp")
    prove_again(client, url)
    page = client.get(url).content.decode()
    person.secret = re.search(r"<code>([A-Z2-7]+)</code>", page).group(1)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"code": code_now(person.secret)})
    return person


def forget_code(person) -> None:
    """As if the next 30 seconds had come: each code of an app works once."""
    from django.core.cache import cache

    cache.clear()


def test_adding_an_app_gives_recovery_codes_and_tells(client, asha, mailoutbox):
    methods = queries.methods(asha)
    assert methods.two_steps and methods.app_since and methods.codes_left == 10
    assert mailoutbox[-1].subject == "An authenticator app was added"
    assert Event.objects.filter(kind="identity.SignInMethodAdded", data__method="app").count() == 1
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert len(re.findall(r"<code>\d{8}</code>", page)) == 10


def test_the_key_of_the_app_does_not_lie_in_the_clear(asha):
    row = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert asha.secret not in str(row.data)
    assert unseal(row.data["secret"]) == asha.secret


def test_old_secret_keys_still_open_it(asha, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another one " * 6
    row = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert unseal(row.data["secret"]) == asha.secret


def test_sign_in_then_asks_for_the_code(client, asha):
    client.logout()
    forget_code(asha)
    assert sign_in(client, asha).url == reverse("mfa_authenticate")
    assert client.get("/account/").status_code == 302
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 422 and "not right" in wrong.content.decode()
    assert client.post(reverse("mfa_authenticate"), {"code": code_now(asha.secret)}).url == "/account/"
    assert client.get("/account/").status_code == 200
    assert Event.objects.filter(kind="identity.SignedIn").order_by("-id")[0].data == {"method": "totp"}


def test_a_code_works_once(client, asha):
    code = code_now(asha.secret)
    forget_code(asha)
    for expected in (302, 422):
        client.logout()
        sign_in(client, asha)
        assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected


def test_wrong_codes_are_counted(client, asha):
    client.logout()
    forget_code(asha)
    sign_in(client, asha)
    for _try in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    refused = client.post(reverse("mfa_authenticate"), {"code": code_now(asha.secret)})
    assert refused.status_code == 422
    assert client.get("/account/").status_code == 302


def test_a_recovery_code_works_once(client, asha):
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    code = re.search(r"<code>(\d{8})</code>", page).group(1)
    for expected in (302, 422):
        client.logout()
        sign_in(client, asha)
        assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected
    assert queries.methods(asha).codes_left == 9


def test_new_recovery_codes_end_the_old(client, asha, django_capture_on_commit_callbacks, mailoutbox):
    old = client.get(reverse("mfa_download_recovery_codes")).content.decode().split()
    assert len(old) == 10
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_generate_recovery_codes"))
    new = client.get(reverse("mfa_download_recovery_codes")).content.decode().split()
    assert not set(old) & set(new)
    assert mailoutbox[-1].subject == "You have new recovery codes"


def test_a_new_password_by_mail_does_not_pass_the_second_step(client, asha, mailoutbox):
    client.logout()
    client.post(reverse("account_reset_password"), {"email": asha.email})
    path = re.search(r"https?://[^/]+(/\S+)", mailoutbox[-1].body).group(1)
    where = client.get(path, follow=True).redirect_chain[-1][0]
    client.post(where, {"password1": "mango tree railway"})
    assert sign_in(client, asha, "mango tree railway").url == reverse("mfa_authenticate")


def test_removing_the_app_needs_proof_and_tells(client, asha, mailoutbox):
    url = reverse("mfa_deactivate_totp")
    assert "What happens" in client.get(url).content.decode()
    client.post(url)
    assert not queries.methods(asha).two_steps
    assert mailoutbox[-1].subject == "The authenticator app was removed"
    assert Event.objects.filter(kind="identity.SignInMethodRemoved", data__method="app").count() == 1


@pytest.mark.parametrize(
    "name",
    ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"],
)
def test_methods_are_changed_only_after_proof(client, name):
    sign_in(client, make_person())
    assert client.get(reverse(name)).url.startswith(reverse("account_reauthenticate"))
