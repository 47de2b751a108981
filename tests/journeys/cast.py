"""Who plays in the journey, and what they write."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from tests.journeys.instance import Instance
from tests.journeys.visitor import Visitor


@dataclass(frozen=True)
class Character:
    """A person of the story."""

    name: str
    email: str
    born_on: str


FOUNDER = Character("Meera Iyer", "meera@snowlinecold.example", "1988-03-02")
STUDENT = Character("Asha Rao", "asha.rao@student-mail.example", "2004-05-14")
RIVALS = ("Kabir Menon", "Divya Nair")
STAFF = Character("Nandini Sen", "nandini@kadam.example", "1985-01-20")
COMPANY, COLLEGE, CITY = "Snowline Cold Chain", "Nirmala College of Commerce", "Coimbatore"
SECRETS = ("Asha", "asha", "student-mail", "Nirmala", CITY, CITY.lower())
PAY_PAISE = 4_500_00
TITLE = "Compare 10 cold-chain competitors on price, fleet and reviews"
BRIEF = {
    "title": TITLE,
    "outcome": "We will see on one page where rivals beat us, and which three gaps their customers complain of most.",
    "deliverable": "One comparison table with a summary on top",
    "deliverable_format": "CSV",
    "context": "We move vaccines and ice cream in three states and lose one quotation in three to bigger fleets.",
    "materials": "Our price sheet, the names of ten rivals, and notes from forty lost quotations, on day one.",
    "criterion_1": "10 competitors compared on fleet, price per km and reviews, each cell filled or marked 'not found'",
    "criterion_2": "100 % of prices carry a source link and the date they were read",
    "criterion_3": "The summary names 3 gaps we can act on within 90 days",
    "criterion_4": "",
    "question_1": "Which two sources would you trust for fleet sizes, and why?",
    "question_2": "How would you keep fake or paid reviews from bending the result?",
    "hours": "20",
    "pay": "4,500",
    "seats": "1",
    "due_days": "14",
}
ANSWERS = (
    "The permits of the state transport offices, because somebody signs them, and the tenders that name a fleet. "
    "I would call two depots to check both.",
    "I would leave out reviews with no delivery in them and those of one week that sound alike, "
    "and count what is left twice, with and without five stars.",
)


@dataclass
class Story:
    """The people at their browsers, and the things they made."""

    instance: Instance
    founder: Visitor
    staff: Visitor
    student: Visitor
    company: str = ""  # codes
    project: str = ""
    pitch: str = ""
    work: str = ""


def table(*, with_sources: bool) -> bytes:
    """The deliverable: ten competitors as a CSV; the first version lacks the sources."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["company", "city", "fleet", "price_per_km_inr", "complaint", "source", "read_on"])
    towns = (
        "Pune",
        "Nagpur",
        "नाशिक",
        "Surat",
        "Indore",
        "Hubballi",
        "Kochi",
        "Madurai",
        "Vijayawada",
        "Guwahati",
    )
    for number, town in enumerate(towns, start=1):
        source = [f"https://tariffs.example/{number}", "2026-11-20"] if with_sources else ["", ""]
        writer.writerow([f"Cold Carrier {number}", town, 8 * number, 21 + number, "late on Mondays", *source])
    return out.getvalue().encode()
