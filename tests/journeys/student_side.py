"""What the student does, on a phone."""

from __future__ import annotations

from tests.journeys.cast import ANSWERS, CITY, COLLEGE, COMPANY, PAY_PAISE, STUDENT, TITLE, Story, table
from tests.journeys.instance import until
from tests.journeys.ledger import assert_books
from tests.journeys.visitor import Visitor, sign_up
from tests.support.people import PASSWORD

HELD = {"outside": -PAY_PAISE, "held": PAY_PAISE}


def joins(story: Story) -> None:
    """Sign-up, first with a date of birth that is too young."""
    one = story.student
    one.open("/")
    one.picture("05-home")
    one.page.get_by_text("Menu").click()
    one.press("Join as a student")
    one.fill(name=STUDENT.name, email=STUDENT.email, born_on="2012-01-31", password1=PASSWORD)
    one.page.get_by_label("I have read this and agree to it").check()
    with one.expecting(422):
        one.press("Open the account")
    assert one.field("name").input_value() == STUDENT.name
    sign_up(one, name=STUDENT.name, email=STUDENT.email, born_on=STUDENT.born_on)
    one.open("/dashboard/")
    one.press("Make your profile")
    one.fill(
        institution=COLLEGE,
        course="BCom",
        city=CITY,
        headline="Commerce student who likes clean tables",
        weekly_hours="12",
    )
    one.choose("study_year", "2")
    one.choose("state_code", "33")
    one.choose("languages", "ta")
    one.choose("visibility", "private")
    one.pick_skill("skills", "excel", "Microsoft Excel")
    one.pick_skill("skills", "desk", "Desk research")
    one.press("Make my profile")


def finds_the_project(story: Story) -> None:
    """By search, from the list."""
    one = story.student
    one.open("/projects/")
    one.fill(q="cold chain competitors")
    one.press("Search", role="button")
    one.picture("06-search")
    one.press(TITLE)
    one.picture("07-project")


def pitches(story: Story) -> None:
    """Answers, a link and a file, whose names tell who she is."""
    one = story.student
    one.press("Write a pitch")
    for box, answer in zip(one.page.locator("textarea[name^=answer_]").all(), ANSWERS, strict=True):
        box.fill(answer)
    one.fill(link_1="tables.example/asha-rao")
    one.attach("files", ("asha-rao-nirmala.csv", "text/csv", b"month,rows\nMay,120\n"))
    one.press("Hand in the pitch")
    one.reads("number 1 of 20")
    story.pitch = one.page.url.rstrip("/").split("/")[-1]
    assert_books(**HELD)


def accepts_the_offer(story: Story) -> None:
    """Reads the agreement, takes the seat."""
    one = story.student
    one.read_mail(STUDENT.email, "offer")
    one.open("/applications/")
    one.press("Answer the offer")
    one.reads(COMPANY)
    one.picture("10-offer")
    one.page.get_by_label("I have read the agreement and accept it").check()
    one.press("Accept and sign")
    story.work = one.page.url.rstrip("/").split("/")[-1]
    assert_books(**HELD)


def writes_in_the_workroom(story: Story) -> None:
    """Answers the company's hello."""
    one = story.student
    one.open(f"/engagements/{story.work}/")
    one.reads("Welcome, Asha.")
    one.fill(text="Thank you. I begin with the tenders and send a first table on Thursday.")
    one.press("Send")
    one.picture("11-workroom", dark=True)
    one.open(f"/engagements/{story.work}/agreement/")


def hands_in(story: Story, *, with_sources: bool) -> None:
    """A real CSV; a page dressed up as one is refused first."""
    one = story.student
    one.open(f"/engagements/{story.work}/")
    one.press("Hand in the deliverable")
    if not with_sources:
        one.attach("files", ("competitors.csv", "text/csv", b"<!doctype html><script>alert(1)</script>"))
        one.fill(ai_use="none")
        with one.expecting(422):
            one.press("Hand in")
    one.attach("files", ("competitors.csv", "text/csv", table(with_sources=with_sources)))
    one.fill(note="Ten firms, one row each; the summary is on top.", ai_use="none")
    one.press("Hand in")
    one.picture("12-handed-in")
    assert_books(**HELD)


def is_paid(story: Story) -> None:
    """Says where the money goes; the worker sends it, and the provider's webhook says that it arrived."""
    one = story.student
    one.open("/payments/earnings/")
    one.press("Add a UPI id or bank account")
    one.fill(upi_id="asha.rao@okhdfc")
    one.press("Save and send my money there")
    until(_is_settled, "the money arrived")
    assert_books()
    one.open("/payments/earnings/")
    one.picture("14-paid")
    one.open(f"/engagements/{story.work}/")


def _is_settled() -> bool:
    from kadam.payments.models import Payout

    return list(Payout.objects.values_list("state", "amount_paise")) == [("paid", PAY_PAISE)]


def publishes(story: Story, stranger: Visitor) -> None:
    """Her page opens for everybody when she says so."""
    one = story.student
    one.open("/p/")
    address = one.page.get_by_text("/p/asha-rao").first.inner_text()
    path = address.removeprefix(story.instance.url)
    with stranger.expecting(404):
        stranger.open(path)
    one.press("Publish my portfolio")
    stranger.open(path)
    stranger.reads(STUDENT.name, TITLE, COMPANY, "20 hours · paid")
    assert STUDENT.email not in stranger.page.content()
    stranger.picture("15-portfolio")
