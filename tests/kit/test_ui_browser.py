"""The style page in a real browser: accessible, never wider than the screen, and its small scripts do their work."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

JUMPS = """new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const one of list.getEntries()) sum += one.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 300);
})"""
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """The style page on a phone, with every complaint of the browser kept."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.set_default_timeout(5000)
    answer = page.goto(f"{live_server.url}/style/", wait_until="networkidle")
    assert answer is not None and answer.ok
    yield page
    context.close()
    assert complaints == []


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_the_style_page_is_accessible_and_fits(
    browser: Browser, live_server: Any, width: int, scheme: Any
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        bypass_csp=True,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/style/", wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    found = [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(page).response["violations"]]
    context.close()
    assert found == []


def test_fonts_arrive_and_nothing_jumps(page: Page) -> None:
    assert page.evaluate("document.fonts.check('16px Inter') && document.fonts.check('700 20px Bricolage')")
    assert page.evaluate(JUMPS) < 0.02


def test_the_theme_is_kept_by_the_server(page: Page) -> None:
    page.click("[data-theme-toggle]")
    assert page.get_attribute("html", "data-theme") == "dark"
    page.reload()
    assert page.get_attribute("html", "data-theme") == "dark"


def test_words_are_counted_while_typing(page: Page) -> None:
    box = page.locator("#light_answer")
    box.fill("one two three")
    assert page.inner_text("#light_answer_count") == "3 / 120"
    box.fill("word " * 121)
    assert "over" in (page.get_attribute("#light_answer_count", "class") or "")


def test_skills_are_picked_by_keyboard_alone(page: Page) -> None:
    answer = json.dumps({"results": [{"value": "excel", "text": "Excel", "note": "Spreadsheets"}]})

    def suggest(route: Route) -> None:
        route.fulfill(body=answer, content_type="application/json")

    page.route("**/skills/?q=*", suggest)
    box = page.locator("#id_light_skills")
    assert box.get_attribute("role") == "combobox"
    box.press_sequentially("exc")
    page.wait_for_selector("#id_light_skills_list [role=option]")
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == "id_light_skills_list_0"
    box.press("Enter")
    picked = page.eval_on_selector_all(
        "input[type=hidden][name=light_skills]", "all => all.map(one => one.value)"
    )
    assert picked == ["python", "hindi", "excel"]
    page.get_by_role("button", name="Remove Excel").first.click()
    assert page.locator("input[name=light_skills][value=excel]").count() == 0


def test_a_menu_closes_on_escape_and_gives_the_focus_back(page: Page) -> None:
    page.click("details.menu > summary")
    assert page.locator("details.menu[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("details.menu[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_second_press_sends_nothing(page: Page) -> None:
    sent = page.evaluate(
        """() => {
          let sent = 0;
          addEventListener("submit", event => { sent += !event.defaultPrevented; event.preventDefault(); });
          const button = document.querySelector("details.menu button[name=language]");
          for (let press = 0; press < 3; press++) button.click();
          return sent;
        }"""
    )
    assert sent == 1
    page.wait_for_function("document.querySelector('details.menu button[name=language]').ariaBusy === 'true'")
