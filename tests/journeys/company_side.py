"""What the company and the staff do, at a desk."""

from __future__ import annotations

from typing import Any

from tests.journeys.cast import (
    BRIEF,
    COMPANY,
    FOUNDER,
    PAY_PAISE,
    SECRETS,
    STAFF,
    STUDENT,
    TITLE,
    Story,
    table,
)
from tests.journeys.instance import until
from tests.journeys.ledger import assert_books
from tests.journeys.visitor import Visitor, sign_in, sign_up
from tests.support.companies import gstin

HELD = {"outside": -PAY_PAISE, "held": PAY_PAISE}
SET_ASIDE = "Set aside ₹4,500"


def founds_a_company(story: Story) -> None:
    """Sign-up by a work address, the company, its number and its domain."""
    one = story.founder
    one.open("/")
    one.press("Post a project")
    sign_up(one, name=FOUNDER.name, email=FOUNDER.email, born_on=FOUNDER.born_on)
    one.press("Set up a company", role="link")
    one.fill(
        name=COMPANY,
        about="We carry vaccines and ice cream at the right temperature, from the plant to the last shop.",
        industry="cold storage",
        city="Bengaluru",
        website="snowlinecold.example",
    )
    one.choose("size", "11-50 people")
    one.choose("state_code", "29")
    one.press("Save and go on to proof")
    story.company = one.page.url.rstrip("/").split("/")[-2]
    one.fill(gstin=gstin(7))
    one.press("Save the numbers")
    one.press("Prove this domain")
    one.picture("01-verification")
    one.press("Send for checking")
    one.reads("Sent. We answer within one working day.")


def is_verified(story: Story) -> None:
    """Staff find the company in their queue and approve it."""
    one = story.staff
    sign_in(one, STAFF.email)
    one.open("/staff/")
    one.open("/staff/verifications/")
    one.press(COMPANY)
    one.picture("02-console")
    one.press("Approve")
    story.founder.read_mail(FOUNDER.email, "verified")


def writes_a_brief(story: Story) -> None:
    """From a template, through the preview, to staff."""
    one = story.founder
    one.open("/dashboard/")
    one.open("/projects/new/")
    one.press("~Start from: Compare")
    one.fill(**BRIEF)
    one.pick_skill("skills", "report", "Report writing")
    one.picture("03-brief", of="#size")
    one.press("Save and preview")
    story.project = one.page.url.rstrip("/").split("/")[-2]
    one.reads(TITLE)
    one.press("Go on to sending it")
    one.press("Send it on")
    assert_books()


def is_read_by_staff(story: Story) -> None:
    """A person reads the first brief of a company."""
    one = story.staff
    one.open("/staff/briefs/")
    one.press(TITLE)
    one.press("Pass the brief")


def sets_the_money_aside(story: Story) -> None:
    """The checkout, pressed twice in one tab and once in another: one payment, and the other tab is told."""
    one = story.founder
    one.open(f"/projects/{story.project}/standing/")
    one.press("Set the money aside")
    one.press("Go to the payment")
    one.picture("04-checkout")
    assert_books()
    with one.second_tab() as stale:
        stale.open(one.page.url)
        one.page.route("**/arrival/", _hold_still)
        with one.page.expect_navigation():
            one.find(SET_ASIDE).dblclick()
        one.look()
        one.page.unroute("**/arrival/")
        one.page.wait_for_url("**/standing/")
        one.wait_for("Read the pitches")
        assert_books(**HELD)
        stale.press(SET_ASIDE)
        stale.reads("The payment provider holds the money.")
    assert_books(**HELD)
    one.open(f"/payments/companies/{story.company}/")


def _hold_still(route: Any) -> None:
    """The waiting page asks again and again; while it is looked at, it is told nothing new."""
    if "hx-request" in route.request.headers:
        route.fulfill(status=204)
    else:
        route.continue_()


def reads_the_pitches(story: Story) -> None:
    """The first look tells nothing of who it is; the shortlist does. The others get their answers."""
    one = story.founder
    _is_blind(one, f"/applications/projects/{story.project}/")
    one.picture("08-first-look")
    _is_blind(one, f"/applications/{story.pitch}/pitch/")
    one.picture("09-blind-pitch")
    one.press("Shortlist")
    one.reads(STUDENT.name)
    one.open(f"/applications/projects/{story.project}/")
    one.press("Pitch 02")
    one.page.get_by_text("Not this time, with a reason").click()
    one.choose("reason", "too_little_detail")
    one.fill(note="Thank you. Next time, name the tenders you would read.")
    one.press("Send the answer")
    assert_books(**HELD)


def _is_blind(one: Visitor, path: str) -> None:
    """Nothing of the student in the page or its headers, as the server sent them."""
    answer = one.page.goto(path)
    assert answer is not None
    sent = f"{answer.all_headers()} {answer.text()}"
    assert [secret for secret in SECRETS if secret in sent] == []
    one.look()


def offers_the_seat(story: Story) -> None:
    """In two tabs: one offer, and the second is told."""
    one = story.founder
    one.open(f"/applications/{story.pitch}/pitch/")
    one.press("Offer a seat")
    with one.second_tab() as stale:
        stale.open(one.page.url)
        one.press("Offer the seat")
        one.reads("Offered. The student has 72 hours to take the seat.")
        with stale.expecting(409):
            stale.press("Offer the seat")
            stale.reads("This was already settled or has changed since you opened the page.")
    assert_books(**HELD)


def starts_the_work(story: Story) -> None:
    """The company signs, and says hello."""
    one = story.founder
    one.open(f"/engagements/{story.work}/")
    one.press("Sign and start the work")
    one.page.get_by_label("I have read the agreement and accept it").check()
    one.press("Sign and start")
    one.fill(
        text="Welcome, Asha. The list of ten and our price sheet are in the first mail. Call me any day after four."
    )
    one.press("Send")
    assert_books(**HELD)


def asks_for_another_version(story: Story) -> None:
    """Opens the very file that was handed in, and sends it back with a reason."""
    one = story.founder
    one.open(f"/engagements/{story.work}/")
    assert _download(one) == table(with_sources=False)
    one.press("Review the work")
    _judge(one, "yes", "no", "yes")
    one.fill(comment="The fleets are right. Please add the source and the day to every price.")
    one.press("Ask for another version")
    assert_books(**HELD)


def accepts(story: Story) -> None:
    """In two tabs: released once, and the second is told."""
    one = story.founder
    one.open(f"/engagements/{story.work}/")
    assert _download(one) == table(with_sources=True)
    one.press("Review the work")
    with one.second_tab() as stale:
        for tab in (stale, one):
            tab.open(one.page.url)
            _judge(tab, "yes", "yes", "yes")
            for name, score in (
                ("problem_solving", 4),
                ("work_ethic", 4),
                ("quality", 3),
                ("communication", 4),
            ):
                tab.choose(name, str(score))
            tab.fill(
                comment="Two of the three gaps are on our plan for January. Asha asked the right questions."
            )
        one.picture("13-review")
        one.press("Accept and release ₹4,500")
        assert_books(outside=-PAY_PAISE, owed=PAY_PAISE)
        with stale.expecting(409, 422):
            stale.press("Accept and release ₹4,500")
            stale.reads("There is nothing to review at this moment")
    assert_books(outside=-PAY_PAISE, owed=PAY_PAISE)


def _judge(one: Visitor, *verdicts: str) -> None:
    names = one.page.eval_on_selector_all(
        "input[type=radio][name^=met_]", "all => [...new Set(all.map(box => box.name))]"
    )
    for name, verdict in zip(names, verdicts, strict=True):
        one.choose(name, verdict)


def _download(one: Visitor) -> bytes:
    """The newest deliverable, once it is out of quarantine, as the browser gets it."""
    link = one.page.locator("main a[href*='/files/']").filter(visible=True).first
    until(lambda: link.count() or not one.page.reload(), "the file is out of quarantine")
    path = link.get_attribute("href")
    answer = one.page.request.get(str(path))
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    return answer.body()


def looks_at_the_books(story: Story) -> None:
    """Staff let the books prove themselves, and find the project's whole story in the journal."""
    one = story.staff
    one.open("/staff/books/")
    one.press("Prove the books now")
    one.reads("Everything balances.")
    one.picture("16-books", dark=True)
    one.open("/staff/queue/")
    one.open(f"/staff/journal/project:{story.project}/")
    one.open(f"/staff/search/?q={story.project}")
