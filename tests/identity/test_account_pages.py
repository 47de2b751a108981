"""The pages of the account: what they cost, what they show, who may see them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kadam.identity import actions
from kadam.journal.models import Event
from kadam.kit import clock
from tests.support.people import make_person
from tests.support.signing_in import prove_again, sign_in

pytestmark = pytest.mark.django_db
FRAME = 3  # session, person, hats


def test_a_signed_in_request_costs_the_session_and_the_person(client, django_assert_num_queries):
    client.force_login(make_person())
    with django_assert_num_queries(2):
        client.get(reverse("account_login"))  # sends a signed-in person on; draws nothing


@pytest.mark.parametrize("devices", [1, 3])
def test_the_overview_costs_the_same_whatever_it_shows(client, django_assert_num_queries, devices):
    person = make_person()
    for _device in range(devices - 1):
        sign_in(client.__class__(), person)
    sign_in(client, person)
    with django_assert_num_queries(FRAME + 4):  # methods, sessions, which of them live, consents
        page = client.get(reverse("identity:security")).content.decode()
    assert page.count('<small class="soft">since') == devices


@pytest.mark.parametrize("devices", [1, 3])
def test_the_list_of_sessions_too(client, django_assert_num_queries, devices):
    person = make_person()
    for _device in range(devices - 1):
        sign_in(client.__class__(), person)
    sign_in(client, person)
    with django_assert_num_queries(FRAME + 2):
        page = client.get(reverse("identity:sessions")).content.decode()
    assert page.count('<li class="card">') == devices


def test_the_list_of_consents_too(client, django_assert_num_queries):
    person = make_person(purposes=("product_mail", "companies_see_profile"))
    client.force_login(person)
    with django_assert_num_queries(FRAME + 2):
        client.get(reverse("identity:consents"))
    actions.withdraw_consent(person=person, purpose="product_mail", now=clock.now())
    with django_assert_num_queries(FRAME + 2):
        client.get(reverse("identity:consents"))


def test_name_and_language_are_edited(client):
    person = make_person()
    client.force_login(person)
    done = client.post(reverse("identity:details"), {"name": "  Asha   R. Rao ", "language": "hi"})
    assert (done.status_code, done.url) == (303, reverse("identity:security"))
    assert done.cookies["django_language"].value == "hi"
    person.refresh_from_db()
    assert (person.name, person.language) == ("Asha R. Rao", "hi")
    assert Event.objects.filter(kind="identity.DetailsEdited").count() == 1


@pytest.mark.parametrize("bad", [{"name": "", "language": "hi"}, {"name": "Asha", "language": "xx"}])
def test_bad_details_are_named_and_change_nothing(client, bad):
    person = make_person()
    client.force_login(person)
    assert client.post(reverse("identity:details"), bad).status_code == 422
    person.refresh_from_db()
    assert (person.name, person.language) == ("Asha Rao", "en")


PAGES = [
    "identity:security",
    "identity:details",
    "identity:sessions",
    "identity:consents",
    "identity:closure",
    "account_email",
    "account_change_password",
    "account_logout",
    "mfa_index",
    "mfa_list_webauthn",
]
AFTER_PROOF = ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"]
PUBLIC = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
]


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("name", PUBLIC)
def test_anybody_sees_the_way_in(client, name, language):
    page = client.get(reverse(name), headers={"accept-language": language})
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.content.decode()


@pytest.mark.parametrize("name", PAGES + AFTER_PROOF)
def test_a_stranger_is_sent_to_sign_in(client, name):
    if name != "account_logout":
        assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", PAGES)
def test_the_person_sees_the_page(client, name):
    client.force_login(make_person())
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", AFTER_PROOF)
def test_after_proof_too(client, name):
    sign_in(client, make_person())
    prove_again(client, reverse(name))
    assert client.get(reverse(name)).status_code == 200


def test_no_page_needs_an_inline_style_or_script(client):
    sign_in(client, make_person())
    prove_again(client, reverse("mfa_activate_totp"))
    for name in [*PAGES, *AFTER_PROOF]:
        page = client.get(reverse(name)).content.decode()
        assert " style=" not in page and " onclick=" not in page and "<style" not in page, name
