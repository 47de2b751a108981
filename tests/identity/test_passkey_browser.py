"""Passkeys in a real Chromium with a virtual authenticator, under the real content security policy."""

from __future__ import annotations

import re

import pytest

from kadam.identity import queries
from kadam.identity.models import Person
from tests.support.people import PASSWORD, make_person

ACCOUNT = re.compile(r"^[^?]*/account/$")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser, live_server):
    """A tab with a device that has a screen lock; fails the test on any complaint of the browser."""
    context = browser.new_context(base_url=live_server.url)
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.complaints = complaints
    yield tab
    context.close()
    assert [line for line in complaints if "422" not in line] == []


def give_authenticator(page, *, verified: bool = True):
    """Plug a virtual authenticator in; gives the connection that talks to it."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verified,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return device


def sign_in(page, person: Person) -> None:
    """By password, to the account."""
    page.goto("/account/login/?next=/account/")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_is_added_and_then_signs_in_alone(page):
    person = make_person()
    give_authenticator(page)
    sign_in(page, person)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name of the passkey").fill("My phone")
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url("**/recovery-codes/")
    [passkey] = queries.methods(person).passkeys
    assert (passkey.name, passkey.alone) == ("My phone", True)
    page.context.clear_cookies()
    page.goto("/account/login/?next=/account/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(ACCOUNT)
    assert page.get_by_text(person.email).count()


def test_a_passkey_as_the_second_step(page):
    person = make_person()
    give_authenticator(page)
    sign_in(page, person)
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Sign in with this passkey alone").uncheck()
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url("**/recovery-codes/")
    page.context.clear_cookies()
    sign_in(page, person)
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url(ACCOUNT)


def test_when_the_device_says_no_the_page_says_what_to_do(page):
    give_authenticator(page)  # with no passkey on it
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("Nothing was done").wait_for()


def test_a_password_can_be_looked_at_and_is_sent_as_a_password(page):
    person = make_person()
    page.goto("/account/login/?next=/account/")
    box = page.get_by_label("Password", exact=True)
    box.fill(PASSWORD)
    page.get_by_role("button", name="Show").click()
    assert box.get_attribute("type") == "text"
    page.get_by_role("button", name="Hide").click()
    assert box.get_attribute("type") == "password"
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(ACCOUNT)


def test_without_scripts_everything_but_passkeys_works(browser, live_server):
    person = make_person()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    tab = context.new_page()
    sign_in(tab, person)
    assert tab.get_by_role("heading", name="Account and privacy").count()
    context.clear_cookies()
    tab.goto("/account/login/")
    assert not tab.get_by_text("Sign in with a passkey").is_visible()
    context.close()
