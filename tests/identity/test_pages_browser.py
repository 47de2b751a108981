"""The pages of the account hold for a screen reader and on the narrowest phone, light and dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from kadam.identity import actions
from kadam.kit import clock
from tests.support.people import PASSWORD, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OPEN = ["account_login", "account_signup", "account_reset_password", "account_inactive"]
SIGNED_IN = [
    "identity:security",
    "identity:details",
    "identity:sessions",
    "identity:consents",
    "identity:closure",
    "account_email",
    "account_change_password",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_activate_totp",
    "mfa_add_webauthn",
]


def faults(tab) -> list[str]:
    """What the scan finds, and whether the page is wider than the screen."""
    found = Axe().run(tab).response["violations"]
    wide = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
    seen = [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]
    return [f"{tab.url} {fault}" for fault in [*seen, *([f"too wide by {wide}"] if wide > 0 else [])]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_fault_is_found(browser, live_server, scheme):
    person = make_person(purposes=("product_mail",))
    actions.withdraw_consent(person=person, purpose="product_mail", now=clock.now())
    screen = {"width": 360, "height": 780}
    context = browser.new_context(
        base_url=live_server.url, viewport=screen, color_scheme=scheme, bypass_csp=True
    )
    tab, found = context.new_page(), []
    for name in OPEN:
        tab.goto(reverse(name))
        found += faults(tab)
    tab.goto(reverse("account_login") + "?next=" + reverse("mfa_activate_totp"))
    tab.get_by_label("E-mail address").fill(person.email)
    tab.get_by_label("Password", exact=True).fill("not the password")
    tab.get_by_role("button", name="Sign in", exact=True).click()
    found += faults(tab)
    tab.get_by_label("Password", exact=True).fill(PASSWORD)
    tab.get_by_role("button", name="Sign in", exact=True).click()
    tab.wait_for_url("**/reauthenticate/**")
    found += faults(tab)
    tab.get_by_label("Password", exact=True).fill(PASSWORD)
    tab.get_by_role("button", name="Go on").click()
    for name in SIGNED_IN:
        tab.goto(reverse(name))
        found += faults(tab)
    context.close()
    assert not found, "\n".join(found)
