"""The raw material of the demo hangs together: keys exist, texts fit, every brief keeps the rules of the market."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from kadam.applications.states import REASONS

SOURCE = Path(__file__).resolve().parents[2] / "src" / "kadam"
DATA = SOURCE / "demo" / "data"
FORBIDDEN = re.compile(
    r"\b(fees?|deposit|aadhaar|unpaid|whatsapp|telegram|upi|full[- ]time|his|her|him|he|she|young|freshers?)\b",
    re.IGNORECASE,
)


def load(name: str) -> dict[str, Any]:
    """One data file of the demo."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def slugs() -> set[str]:
    """Slugs of the skills taxonomy."""
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((SOURCE / "skills" / "data").glob("*.toml"))
    )
    return set(re.findall(r'^\s*slug\s*=\s*"([^"]+)"', text, re.MULTILINE))


def filled() -> list[dict[str, Any]]:
    """Every brief in each of its variants, with the placeholders replaced."""

    def fill(value: Any, words: dict[str, str]) -> Any:
        if isinstance(value, list):
            return [fill(item, words) for item in value]
        return value.format(**words) if isinstance(value, str) else value

    return [
        {name: fill(value, words) for name, value in brief.items() if name != "variants"}
        | {"company": words["company"]}
        for brief in load("briefs")["brief"]
        for words in brief["variants"]
    ]


BRIEFS = filled()


def test_every_file_parses() -> None:
    assert {path.stem for path in DATA.glob("*.toml")} >= {
        "companies",
        "universities",
        "names",
        "briefs",
        "pitches",
        "personas",
    }
    for path in DATA.glob("*.toml"):
        tomllib.loads(path.read_text(encoding="utf-8"))


def test_there_is_enough_of_everything() -> None:
    regions = load("names")["region"]
    assert len([c for c in load("companies")["company"] if c["standing"] == "verified"]) >= 40
    assert len(load("universities")["university"]) == 8
    assert len({name for r in regions for name in r["feminine"] + r["masculine"]}) >= 220
    assert len({name for r in regions for name in r["family"]}) >= 160
    assert len(BRIEFS) >= 150
    assert len({b["title"] for b in BRIEFS}) == len(BRIEFS)
    assert len({b["family"] for b in BRIEFS}) >= 8


@pytest.mark.parametrize("brief", BRIEFS, ids=lambda b: f"{b['key']}-{b['company']}")
def test_a_brief_keeps_the_rules(brief: dict[str, Any]) -> None:
    companies = {c["key"] for c in load("companies")["company"] if c["standing"] == "verified"}
    rate = brief["pay_paise"] / brief["hours"]
    assert brief["company"] in companies
    assert 5 <= brief["hours"] <= min(40, 20 * brief["due_days"] / 7)
    assert 7 <= brief["due_days"] <= 31
    assert 11_000 <= rate <= 40_000
    assert 3 <= len(brief["criteria"]) <= 5
    assert 2 <= len(brief["questions"]) <= 3
    assert 1 <= brief["seats"] <= 4
    assert brief["remote"] or brief["city"]
    assert brief["ai_rule"] in {"allowed", "disclose", "barred"}
    assert set(brief["skills"]) <= slugs()


@pytest.mark.parametrize("brief", BRIEFS, ids=lambda b: f"{b['key']}-{b['company']}")
def test_a_brief_reads_well(brief: dict[str, Any]) -> None:
    texts = [
        brief[k] for k in ("title", "outcome", "deliverable", "deliverable_format", "context", "materials")
    ]
    every = " ".join([*texts, *brief["criteria"], *brief["questions"]])
    assert "{" not in every
    assert len(brief["title"]) <= 120
    assert len(brief["deliverable"]) <= 160
    assert len(brief["outcome"]) <= 300
    assert 120 <= len(brief["context"]) <= 700
    assert all(len(c) <= 220 and re.search(r"\d", c) for c in brief["criteria"])
    assert not FORBIDDEN.findall(every)
    assert not re.search(r"\b[Aa] (8|11|18|80)\b", every), "an 8, an 18"
    template = brief.get("template")
    assert template is None or (SOURCE / "projects" / "data" / "templates" / f"{template}.toml").exists()


def test_pay_spreads_as_in_the_market() -> None:
    """Quantiles of monthly stipends scaled so that the median is ₹200 an hour: 82, 136, 200, 273, 364."""
    rates = sorted(b["pay_paise"] / b["hours"] / 100 for b in BRIEFS)
    at = [rates[int(len(rates) * q)] for q in (0.1, 0.25, 0.5, 0.75, 0.9)]
    assert 110 <= at[0] <= 140
    assert 130 <= at[1] <= 170
    assert 180 <= at[2] <= 220
    assert 240 <= at[3] <= 290
    assert 280 <= at[4] <= 380


def test_words_for_pitches_work_and_reviews_fit_their_places() -> None:
    words = load("pitches")
    briefs = {b["key"]: b for b in load("briefs")["brief"]}
    families = {b["family"] for b in briefs.values()}
    answers, reviews = words["answer"], words["review"]
    assert len(answers) >= 60
    assert {a["quality"] for a in answers} == {"excellent", "plain", "weak"}
    for answer in answers:
        assert 40 <= len(answer["text"].split()) <= 110, answer["text"]
        if "brief" in answer:
            brief = briefs[answer["brief"]]
            assert answer["question"] < len(brief["questions"])
            assert answer.get("company") in {None, *(v["company"] for v in brief["variants"])}
        else:
            assert answer["family"] in families
    assert len(words["exchange"]) >= 25
    assert all(2 <= len(e["turns"]) <= 6 and e["family"] in families for e in words["exchange"])
    assert {t["from"] for e in words["exchange"] for t in e["turns"]} == {"company", "student"}
    assert len(reviews) >= 40
    for review in reviews:
        assert (review["decision"] == "accept") == ("scores" in review)
        assert all(1 <= score <= 4 for score in review.get("scores", {}).values())
    assert {r["reason"] for r in words["refusal"]} == set(REASONS)
    assert len(words["refusal"]) >= 20
    assert len(words["profile"]) >= 15
    assert all(set(p["skills"]) <= slugs() and len(p["headline"]) <= 120 for p in words["profile"])
    assert {f["family"] for f in words["file_name"]} == families
    assert {b["family"] for b in words["body"]} == families


def test_handed_in_tables_have_even_rows() -> None:
    for body in load("pitches")["body"]:
        if body["media"] == "csv":
            rows = list(csv.reader(io.StringIO(body["text"].strip())))
            assert {len(row) for row in rows} == {len(rows[0])}, body["family"]


def test_companies_and_universities_are_fictional_in_form() -> None:
    companies, schools = load("companies")["company"], load("universities")
    keys = {c["key"] for c in companies}
    assert len(keys) == len(companies)
    assert sum(c.get("parent") == "satpuransh" for c in companies) == 2
    assert all(c["domain"].endswith(".example") and c.get("parent", "satpuransh") in keys for c in companies)
    templates = {path.stem for path in (SOURCE / "projects" / "data" / "templates").glob("*.toml")}
    assert all(set(c["commissions"]) <= templates for c in companies)
    assert all(u["domain"].endswith(".example") for u in schools["university"])
    assert all(re.fullmatch(r"[UCS]-\d{1,6}", u["aishe"]) for u in schools["university"])
    assert {u["hours_per_credit"] for u in schools["university"]} == {30, 40, 45}


def test_every_city_has_its_state_and_its_people() -> None:
    names, schools = load("names"), load("universities")
    states = {c["name"]: c["state_code"] for c in names["city"]}
    regions = {r["key"] for r in names["region"]}
    assert all(set(c["regions"]) <= regions for c in names["city"])
    for school in [*schools["university"], *schools["college"]]:
        assert states[school["city"]] == school["state_code"]
    for company in load("companies")["company"]:
        assert states.get(company["city"], company["state_code"]) == company["state_code"]


def test_personas_belong_somewhere() -> None:
    companies = {c["key"] for c in load("companies")["company"]}
    schools = {u["key"]: u for u in load("universities")["university"]}
    personas = load("personas")["persona"]
    assert len(personas) == 9
    for persona in personas:
        assert persona["email"].endswith(".example")
        assert persona.get("company", "himshila") in companies
        assert set(persona.get("skills", [])) <= slugs()
        if persona["hat"] == "student":
            assert persona["course"] in schools[persona["university"]]["courses"]
