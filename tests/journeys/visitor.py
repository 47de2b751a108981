"""Somebody at a browser. Each page they come to is scanned, and every complaint of the browser is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import TimeoutError

from tests.journeys.instance import Instance, until
from tests.journeys.tour import Album
from tests.support.people import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, Response

PATIENCE = 60_000  # milliseconds the browser waits for anything
PHONE, DESK = (390, 844), (1280, 900)
AXE = Axe()
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
DIGITS = re.compile(r"^\s*(\d{6})\s*$", re.M)


@dataclass
class Visitor:
    """A person at a screen. `seen` are the pages they came to; `complaints` what the browser held against them."""

    instance: Instance
    context: BrowserContext
    page: Page
    album: Album
    scripts: bool = True
    expected: tuple[int, ...] = ()
    seen: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    # --- coming to a page ---------------------------------------------------------------------------------------

    def open(self, path: str) -> None:
        """Go to an address and look at the page."""
        self.page.goto(path)
        self.look()

    def press(self, name: str, *, within: Locator | None = None, role: Any = None) -> None:
        """Press the button or link of that name, wait for the page it leads to, and look at it."""
        target = self.find(name, within=within, role=role)
        self._go(target)
        self.look()

    def _go(self, target: Locator) -> None:
        try:
            with self.page.expect_navigation():
                target.click()
        except TimeoutError as late:
            wrong = self.page.eval_on_selector_all(
                ":invalid", "all => all.map(one => `${one.name}: ${one.validationMessage}`)"
            )
            raise AssertionError(f"{self.page.url} went nowhere; {wrong}") from late

    def find(self, name: str, *, within: Locator | None = None, role: Any = None) -> Locator:
        """The first visible button or link of that name; a name that begins with ~ need only be contained."""
        scope, exact = within or self.page, not name.startswith("~")
        name = name.removeprefix("~")
        roles: list[Any] = [role] if role else ["button", "link"]
        found = scope.get_by_role(roles[0], name=name, exact=exact)
        for other in roles[1:]:
            found = found.or_(scope.get_by_role(other, name=name, exact=exact))
        return found.filter(visible=True).first

    def look(self) -> None:
        """The page is accessible, no wider than the screen, and the browser has nothing to say against it."""
        self.page.wait_for_load_state()
        where = self.page.url.removeprefix(self.instance.url)
        self.seen.append(where)
        assert self.page.evaluate(WIDER) <= 0, f"{where} is wider than the screen"
        found = self._violations() if self.scripts else []  # the scan is a script too
        assert found == [], f"{where} is not accessible: {found}"
        assert self.complaints == [], f"{where}: {self.complaints}"

    def _violations(self) -> list[str]:
        violations = AXE.run(self.page).response["violations"]
        return [f"{one['id']}: {node['html']}" for one in violations for node in one["nodes"][:3]]

    # --- filling in ---------------------------------------------------------------------------------------------

    def fill(self, **fields: str) -> None:
        """Type into the fields by name; dates as 2001-05-14."""
        for name, text in fields.items():
            self.field(name).fill(text)

    def field(self, name: str) -> Locator:
        """The box of that name."""
        return self.page.locator(f"[name='{name}']:not([type=hidden])").first

    def choose(self, name: str, value: str) -> None:
        """Choose from a list, or press the radio button or tick box of that value."""
        box = self.page.locator(f"[name='{name}']:not([type=hidden])")
        if box.first.evaluate("one => one.tagName") == "SELECT":
            box.first.select_option(value)
        else:
            box.and_(self.page.locator(f"[value='{value}']")).check()

    def pick_skill(self, name: str, typed: str, skill: str) -> None:
        """Type a few letters and choose from what is offered; without scripts, write it out."""
        box = self.page.locator(f"#id_{name}")
        if not self.scripts:
            box.fill(", ".join(part for part in (box.input_value(), skill) if part))
            return
        box.press_sequentially(typed)
        self.page.locator(f"#id_{name}_list").get_by_role("option", name=skill).first.click()
        self.page.get_by_role("button", name=f"Remove {skill}").wait_for()

    def attach(self, name: str, *files: tuple[str, str, bytes]) -> None:
        """Choose files (name, type, content) for an upload."""
        payloads: Any = [{"name": one, "mimeType": kind, "buffer": content} for one, kind, content in files]
        self.page.locator(f"input[type=file][name='{name}']").set_input_files(payloads)

    # --- reading ------------------------------------------------------------------------------------------------

    def reads(self, *texts: str) -> None:
        """Each text stands visibly on the page."""
        for text in texts:
            self.page.get_by_text(text).filter(visible=True).first.wait_for()

    def wait_for(self, *texts: str) -> None:
        """Load the page again until each text stands on it: what the worker does comes when it comes."""
        until(lambda: self._shows(texts), f"{self.page.url} says {texts}")
        self.look()

    def _shows(self, texts: Sequence[str]) -> bool:
        here = self.page.inner_text("body")
        if all(text in here for text in texts):
            return True
        self.page.reload()
        return False

    def picture(self, name: str, *, of: str = "", dark: bool = False) -> None:
        """A picture for the tour: what is on the screen, from `of` (a selector) on."""
        self.album.take(self.page, name, of=of, dark=dark)

    @contextmanager
    def expecting(self, *statuses: int) -> Iterator[None]:
        """Inside, pages may answer with these statuses, and the browser may say so."""
        self.expected = statuses
        yield
        self.expected = ()

    @contextmanager
    def second_tab(self) -> Iterator[Visitor]:
        """The same person in another tab."""
        tab = Visitor(self.instance, self.context, self.context.new_page(), self.album, self.scripts)
        tab.listen()
        yield tab
        tab.page.close()
        self.seen += tab.seen

    # --- mail ---------------------------------------------------------------------------------------------------

    def read_mail(self, email: str, subject: str) -> str:
        """The text of the newest message to that address whose subject contains the words; waits until it is there."""
        with self.second_tab() as tab:
            tab.page.goto(f"/notifications/mailbox/?to={email}")
            tab.wait_for(subject)
            tab.press(f"~{subject}", role="link")
            return tab.page.inner_text("main")

    # --- complaints ---------------------------------------------------------------------------------------------

    def listen(self) -> None:
        """Keep whatever the browser complains of from now on."""
        self.page.set_default_timeout(PATIENCE)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("console", self._console)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._response)

    def _console(self, said: Any) -> None:
        if said.type not in {"error", "warning"}:
            return
        if any(f"status of {status}" in said.text for status in self.expected):
            return
        self.complaints.append(f"console: {said.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED" or not request.is_navigation_request():
            self.complaints.append(f"failed: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.complaints.append(f"{response.status}: {response.url}")


@contextmanager
def visitor(
    browser: Browser,
    instance: Instance,
    album: Album,
    size: tuple[int, int] = DESK,
    *,
    dark: bool = False,
    scripts: bool = True,
) -> Iterator[Visitor]:
    """A new person with cookies of their own, who leaves no complaint behind."""
    context = browser.new_context(
        base_url=instance.url,
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=2 if size == PHONE else 1,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        java_script_enabled=scripts,
        locale="en-IN",
        timezone_id="Asia/Kolkata",
        accept_downloads=True,
    )
    one = Visitor(instance, context, context.new_page(), album, scripts)
    one.listen()
    yield one
    context.close()
    assert one.complaints == []


def sign_up(one: Visitor, *, name: str, email: str, born_on: str) -> None:
    """Fill in the form of sign-up and confirm the address by the code of the mail."""
    one.fill(name=name, email=email, born_on=born_on, password1=PASSWORD)
    one.page.get_by_label("I have read this and agree to it").check()
    one.press("Open the account")
    found = DIGITS.search(one.read_mail(email, "code"))
    assert found, "no code in the mail"
    one.fill(code=found.group(1))
    one.press("Confirm the address")


def sign_in(one: Visitor, email: str) -> None:
    """By password."""
    one.open("/account/login/")
    one.fill(login=email, password=PASSWORD)
    one.press("Sign in", role="button")
