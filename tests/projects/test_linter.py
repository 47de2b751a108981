"""The linter: what blocks, what advises, and what honest briefs may say."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given, settings
from hypothesis import strategies as st

from kadam.projects.brief import Brief, Line, Tag
from kadam.projects.library import all_templates
from kadam.projects.linter import RULES, Standing, blocks, lint
from kadam.projects.linter.reading import NotABrief, brief_of
from kadam.projects.linter.words import second_deliverable

GOOD = Brief(
    title="Map 40 competitors of a cold-chain start-up",
    family="market-research",
    outcome="We will know where to open next.",
    deliverable="One spreadsheet with a four-page brief",
    deliverable_format="XLSX and PDF",
    context="We move vaccines in three states.",
    materials="Our list of 12 competitors.",
    criteria=(Line(1, "40 companies, each with a price source"), Line(2, "Every source is linked")),
    questions=(Line(1, "Which two sources would you trust?"),),
    skills=(Tag("ms-excel", "Microsoft Excel"),),
    hours=24,
    pay_paise=6_000_00,
    due_days=14,
)


COPIED = [
    "title",
    "outcome",
    "deliverable",
    "deliverable_format",
    "hours",
    "pay_paise",
    "due_days",
    "ai_note",
]


def lines(count: int) -> tuple[Line, ...]:
    return tuple(Line(n, f"Thing number {n} is there") for n in range(count))


def rules_of(brief: Brief, standing: Standing | None = None) -> dict[str, str]:
    """Rule -> field of everything found."""
    return {one.rule: one.field for one in lint(brief, standing)}


def test_a_good_brief_is_good():
    assert lint(GOOD) == []


@pytest.mark.parametrize(
    ("change", "rule", "field"),
    [
        ({"title": " "}, "text-missing", "title"),
        ({"outcome": ""}, "text-missing", "outcome"),
        ({"deliverable": ""}, "text-missing", "deliverable"),
        ({"deliverable_format": ""}, "text-missing", "deliverable_format"),
        ({"title": "Map [number] competitors"}, "blank-left", "title"),
        ({"hours": 4}, "hours-range", "hours"),
        ({"hours": 41, "pay_paise": 10_000_00, "due_days": 21}, "hours-range", "hours"),
        ({"due_days": 6, "hours": 10}, "days-range", "due_days"),
        ({"due_days": 32}, "days-range", "due_days"),
        ({"hours": 24, "due_days": 8}, "week-full", "due_days"),
        ({"hours": 24, "pay_paise": 2_399_99}, "pay-floor", "pay"),
        ({"pay_paise": 0}, "pay-floor", "pay"),
        ({"deliverable": "One report plus a deck"}, "deliverable-one", "deliverable"),
        ({"criteria": lines(1)}, "criteria-few", "criterion_1"),
        ({"criteria": ()}, "criteria-few", "criterion_1"),
        ({"criteria": lines(7)}, "criteria-many", "criterion_1"),
        ({"criteria": (Line(1, "Sources linked"), Line(2, "sources  LINKED"))}, "criteria-same", "criterion_2"),
        ({"questions": lines(4)}, "questions-many", "question_1"),
        ({"seats": 0}, "seats-range", "seats"),
        ({"seats": 11}, "seats-range", "seats"),
        ({"first_timer_seats": 2}, "first-timers-range", "first_timer_seats"),
        ({"context": "This is an unpaid internship."}, "pay-unpaid", "context"),
        ({"questions": (Line(1, "Will you work for free for a month?"),)}, "pay-unpaid", "question_1"),
        ({"materials": "After the registration fee you get access."}, "fee-asked", "materials"),
    ],
)  # fmt: skip
def test_what_blocks(change: dict[str, Any], rule: str, field: str):
    found = lint(replace(GOOD, **change))
    assert (rule, field) in {(one.rule, one.field) for one in found}
    assert blocks(found)


@pytest.mark.parametrize(
    ("change", "rule"),
    [({"questions": ()}, "questions-none"), ({"skills": ()}, "skills-none"), ({"materials": ""}, "given-missing")],
)  # fmt: skip
def test_what_only_advises(change: dict[str, Any], rule: str):
    found = lint(replace(GOOD, **change))
    assert [one.rule for one in found] == [rule]
    assert not blocks(found)


@pytest.mark.parametrize(
    "change",
    [
        {"hours": 5, "pay_paise": 500_00, "due_days": 7},
        {"hours": 40, "pay_paise": 4_000_00, "due_days": 14},
        {"due_days": 31},
        {"pay_paise": 2_400_00},
        {"criteria": lines(6)},
        {"questions": lines(3)},
        {"seats": 10, "first_timer_seats": 10},
        {"hours": 20, "due_days": 7},
    ],
)
def test_the_borders_are_inside(change: dict[str, Any]):
    assert not blocks(lint(replace(GOOD, **change)))


def test_every_finding_says_why_and_how_to_mend_it():
    worst = Brief(title="[x]", hours=50, due_days=3, seats=0, deliverable="a; b", context="unpaid internship")
    found = lint(worst, Standing(completed=0, live=9))
    assert len(found) > 8
    for one in found:
        assert "%(" not in one.reason + one.mend
        assert len(one.reason) > 10
        assert one.mend.endswith(".")
    assert "₹5,000" in next(one.mend for one in found if one.rule == "pay-floor")


def test_rules_have_codes_of_their_own():
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    assert {rule.level for rule in RULES} == {"hard", "soft"}


@pytest.mark.parametrize(
    ("standing", "rules"),
    [
        (Standing(completed=0, live=0), {"company-budget"}),
        (Standing(completed=0, live=1), {"company-budget", "company-one-live"}),
        (Standing(completed=1, live=5), set()),
        (None, set()),
    ],
)
def test_a_new_company_begins_small(standing: Standing | None, rules: set[str]):
    assert set(rules_of(replace(GOOD, seats=2), standing)) == rules


def test_ten_thousand_rupees_are_within_the_limit():
    exactly = replace(GOOD, pay_paise=5_000_00, seats=2)
    assert not lint(exactly, Standing(completed=0, live=0))


@pytest.mark.parametrize(
    "text",
    [
        "This is an unpaid internship of two weeks",
        "Unpaid, but you will learn a lot",
        "The role is unpaid.",
        "No stipend will be given",
        "without any stipend, certificate at the end",
        "Stipend-free opportunity for students",
        "Certificate only",
        "Only a certificate will be provided",
        "A certificate instead of payment",
        "You will be paid in exposure",
        "work for free for the first month",
        "This is on a voluntary basis",
        "Volunteer internship with our team",
        "bina stipend ke kaam karna hai",
        "stipend nahi milega",
        "free mein kaam karwana hai",
        "बिना वेतन के काम",
        "zero stipend",
    ],
)
def test_words_for_no_pay_block(text: str):
    assert "pay-unpaid" in rules_of(replace(GOOD, context=text))


@pytest.mark.parametrize(
    "text",
    [
        "A registration fee of ₹500 applies",
        "Security deposit, refunded later",
        "A refundable deposit is taken",
        "Students must pay ₹999 before they begin",
        "You have to pay for the kit",
        "Candidates need to deposit an amount",
        "Pay ₹499 to register",
        "training fees are extra",
        "joining fee",
        "certificate charges apply",
        "buy our starter pack before you begin",
        "registration ke liye paise bhejna",
        "fees deni hogi",
        "paise jama karne honge",
        "पंजीकरण शुल्क देना होगा",
    ],
)
def test_words_for_a_fee_block(text: str):
    assert "fee-asked" in rules_of(replace(GOOD, context=text))


@pytest.mark.parametrize(
    "text",
    [
        "Compare the fees of 30 coaching centres in Kota",
        "List every unpaid invoice older than 90 days",
        "Unpaid bills are marked in column F",
        "Fixed deposit rates of 12 banks",
        "Who pays the delivery charges, and how much",
        "Our customers must confirm their address",
        "Students of class 10 fill the survey",
        "A certificate of analysis for each batch",
        "Check the GST registration of 60 vendors",
        "Transfer the photos to our drive",
        "Pay attention to spelling",
        "Stipend data of 40 colleges, by department",
        "The brochure explains free delivery above ₹500",
        "How NGOs train volunteers",
        "No payment gateway is needed on the page",
        "You can pay attention to two states only",
        "Analyse salary expectations of 200 graduates",
        "Write about life without plastic",
        "Free, open sources only",
        "Interview 20 women about unpaid care work",
        "The trial is free for our users",
        "Unpaid invoices and bills, listed by age",
    ],
)
def test_honest_work_about_money_passes(text: str):
    assert not blocks(lint(replace(GOOD, context=text))), rules_of(replace(GOOD, context=text))


@pytest.mark.parametrize(
    "text",
    [
        "One report plus a deck",
        "A report as well as slides",
        "One logo; one banner",
        "A report and a video",
        "A logo, a banner",
        "One sheet\nOne deck",
        "One dashboard and also its data",
    ],
)
def test_two_deliverables_are_seen(text: str):
    assert second_deliverable(text)


@pytest.mark.parametrize(
    "text",
    [
        "One script with tests on sample files and a one-page guide",
        "One set of 4 articles of 900 to 1,100 words each, ready to publish",
        "One brochure of 8 pages, print-ready, with its editable source",
        "Four Hindi blog posts",
        "A cleaned and documented dataset",
        "One landing page in a repository we own, deployed to our staging address",
        "One search and filter prototype",
        "",
    ],
)
def test_one_deliverable_is_one(text: str):
    assert second_deliverable(text) == ""


@pytest.mark.parametrize("template", all_templates(), ids=lambda one: one.key)
def test_templates_lack_only_what_the_company_knows(template: Any):
    brief = Brief(
        **{name: getattr(template, name) for name in COPIED},
        context=template.context_hint,
        materials=template.materials_hint,
        criteria=tuple(Line(0, text) for text in template.criteria),
        questions=tuple(Line(0, text) for text in template.questions),
        skills=tuple(Tag(slug, slug) for slug in template.skills),
    )  # fmt: skip
    assert {one.rule for one in lint(brief)} <= {"blank-left"}


@settings(deadline=None)
@given(
    text=st.text(max_size=400),
    hours=st.integers(-5, 100),
    days=st.integers(-5, 100),
    pay=st.integers(-1, 10**9),
)
def test_no_brief_breaks_the_linter(text: str, hours: int, days: int, pay: int):
    brief = replace(GOOD, context=text, deliverable=text, hours=hours, due_days=days, pay_paise=pay)
    for one in lint(brief, Standing(0, 0)):
        assert one.reason
        assert one.mend


@pytest.fixture
def written(tmp_path):
    def write(data: Any) -> str:
        path = tmp_path / "brief.json"
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        return str(path)

    return write


DATA = {
    "title": "Map 40 competitors",
    "outcome": "We know where to open.",
    "deliverable": "One spreadsheet",
    "deliverable_format": "XLSX",
    "materials": "Our list.",
    "criteria": ["40 companies with a source", "Every source linked"],
    "questions": ["Which sources?"],
    "skills": ["ms-excel"],
    "hours": 24,
    "pay_rupees": 6000,
    "due_days": 14,
}


def test_the_command_passes_a_good_brief(written, capsys):
    call_command("lint_brief", written(DATA))
    assert "It can be published." in capsys.readouterr().out


def test_the_command_tells_a_program(written, capsys):
    with pytest.raises(SystemExit) as stopped:
        call_command("lint_brief", written({**DATA, "pay_rupees": 100}), "--json")
    assert stopped.value.code == 1
    told = json.loads(capsys.readouterr().out)
    assert told["publishable"] is False
    assert [one["rule"] for one in told["findings"]] == ["pay-floor"]
    assert set(told["findings"][0]) == {"rule", "level", "field", "reason", "mend"}


@pytest.mark.parametrize(
    "data",
    [
        "{",
        "[]",
        '"x"',
        {"surprise": 1},
        {"hours": "many"},
        {"hours": True},
        {"criteria": "one"},
        {"criteria": [1]},
        {"title": 7},
        {"pay": "lots"},
        {"starts_on": "soon"},
        {"under_nda": "no"},
    ],
)
def test_the_command_says_what_it_cannot_read(written, data: Any):
    with pytest.raises(CommandError) as refused:
        call_command("lint_brief", written(data))
    assert refused.value.returncode == 2


def test_the_command_says_that_there_is_no_file(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("lint_brief", str(tmp_path / "none.json"))


def test_pay_is_read_as_people_write_it():
    assert brief_of({"pay": "₹6,000.50"}).pay_paise == 600050
    assert brief_of({"pay_paise": 5}).pay_paise == 5
    with pytest.raises(NotABrief):
        brief_of({"pay": "-5"})
