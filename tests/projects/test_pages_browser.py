"""The pages of projects in a real browser: no accessibility fault, nothing wider than the screen, figures that live."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from kadam.kit import clock
from kadam.projects import actions
from tests.support.companies import owner_of
from tests.support.projects import make_awaiting_funds, make_draft, make_open_project, make_trusted_company

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def market(client):
    company = make_trusted_company()
    owner = owner_of(company)
    client.force_login(owner)
    running = make_open_project(company, seats=2)
    actions.take_queue_place(running, now=clock.now())
    drafts = {
        "draft": make_draft(company),
        "broken": make_draft(company, pay_paise=100_00, title="Map [number] rivals", questions=[]),
        "unpaid": make_awaiting_funds(company),
    }
    return {"company": company, "open": running, **drafts}


def addresses(market) -> list[tuple[str, bool]]:
    """(address, signed in) of every page."""

    def of(name: str, project: str) -> str:
        return reverse(f"projects:{name}", kwargs={"code": market[project].code})

    listing = reverse("projects:list")
    public = [listing, f"{listing}?q=nothing&hours=10&where=remote", of("detail", "open")]
    own = [
        reverse("projects:new"), of("edit", "draft"), of("edit", "broken"), of("preview", "draft"),
        of("submission", "draft"), of("submission", "broken"), of("funding", "unpaid"), of("manage", "open"),
        of("cancellation", "open"), of("company", "company"),
    ]  # fmt: skip
    return [*((address, False) for address in public), *((address, True) for address in own)]


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light")])
def test_every_page_is_fit_for_every_reader(live_server, browser, client, market, width, scheme):
    faults = []
    for signed_in in (False, True):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
        )
        if signed_in:
            cookie = client.cookies["kadam"]
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        for address in [address for address, needs in addresses(market) if needs is signed_in]:
            page.goto(live_server.url + address)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults.append(f"{address} is wider than the screen")
            found = Axe().run(page).response["violations"]
            faults += [f"{address}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in found]
        context.close()
    assert not faults, "\n".join(faults)


def test_what_the_figures_come_to_is_said_while_they_are_typed(live_server, browser, client, market):
    cookie = client.cookies["kadam"]
    context = browser.new_context()
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.goto(live_server.url + reverse("projects:edit", kwargs={"code": market["draft"].code}))
    assert page.locator('[data-live="cost"]').inner_text() == "₹6,000"
    page.fill("[name=seats]", "3")
    page.fill("[name=pay]", "1,20,000")
    page.fill("[name=hours]", "40")
    page.fill("[name=due_days]", "20")
    assert page.locator('[data-live="cost"]').inner_text() == "₹3,60,000"
    assert page.locator('[data-live="hour"]').inner_text() == "₹3,000"
    assert page.locator('[data-live="week"]').inner_text() == "about 14"
    assert said == []
    context.close()
