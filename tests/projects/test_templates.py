"""Every brief template in the library keeps the rules of the market by itself.

A person starts from a template, so a template that breaks a rule would teach the breach.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "kadam"
TEMPLATES = sorted((SOURCE / "projects" / "data" / "templates").glob("*.toml"))
SKILLS = SOURCE / "skills" / "data"
FAMILIES = {
    "market-research", "data-cleaning", "data-analysis", "content-series", "social-media", "design",
    "web-software", "qa-testing", "finance-accounts", "legal-policy", "operations", "hr-training",
}  # fmt: skip
TEXTS = {
    "key": 60, "family": 40, "title": 100, "summary": 140, "outcome": 300, "deliverable": 160,
    "deliverable_format": 80, "context_hint": 300, "ai_rule": 10, "ai_note": 240, "materials_hint": 200,
}  # fmt: skip
NUMBERS = ("hours", "hours_min", "hours_max", "pay_paise", "due_days")
LISTS = {"criteria": (2, 6), "questions": (2, 3), "skills": (2, 8)}
FORBIDDEN = re.compile(
    r"\b(fees?|deposit|aadhaar|unpaid|whatsapp|telegram|upi|full[- ]time|his|her|he|she|young|freshers?)\b",
    re.IGNORECASE,
)


def load(path: Path) -> dict[str, Any]:
    """The template in `path` as parsed from TOML."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def every_text(template: dict[str, Any]) -> str:
    """All words of the template in one string."""
    parts = [template[name] for name in TEXTS]
    return "\n".join([*parts, *(line for name in LISTS for line in template[name])])


def known_skills() -> set[str]:
    """Slugs of the taxonomy, read from its data files."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SKILLS.rglob("*.toml")))
    return set(re.findall(r'^\s*slug\s*=\s*"([^"]+)"', text, re.MULTILINE))


@pytest.fixture(params=TEMPLATES, ids=lambda path: path.stem)
def template(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Each template of the library in turn."""
    data = load(request.param)
    assert data["key"] == request.param.stem, "the file is named after its key"
    return data


def test_the_library_covers_the_families() -> None:
    families = {load(path)["family"] for path in TEMPLATES}
    assert len(TEMPLATES) >= 18
    assert families <= FAMILIES
    assert len(families) >= 8


def test_every_field_is_there_and_fits(template: dict[str, Any]) -> None:
    assert set(template) == {*TEXTS, *NUMBERS, *LISTS}
    assert template["family"] in FAMILIES
    assert template["ai_rule"] in {"allowed", "disclose", "barred"}
    for name, longest in TEXTS.items():
        assert 0 < len(template[name].strip()) <= longest, name
    for name, (least, most) in LISTS.items():
        assert least <= len(template[name]) <= most, name
        assert len(set(template[name])) == len(template[name]), name


def test_size_and_pay_keep_the_rules(template: dict[str, Any]) -> None:
    hours = template["hours"]
    assert 5 <= template["hours_min"] <= hours <= template["hours_max"] <= 40
    assert 7 <= template["due_days"] <= 31
    assert template["hours_max"] <= 20 * template["due_days"] / 7, "at most 20 hours a week in term"
    assert 15_000 <= template["pay_paise"] / hours <= 30_000, "typical pay is ₹150 to ₹300 an hour"
    assert template["pay_paise"] % 100 == 0, "whole rupees"


def test_criteria_can_be_measured(template: dict[str, Any]) -> None:
    for criterion in template["criteria"]:
        assert re.search(r"\d", criterion), f"no figure in: {criterion}"
        assert len(criterion) <= 200
    assert sum(len(question.split()) for question in template["questions"]) <= 120


def test_there_is_one_deliverable(template: dict[str, Any]) -> None:
    assert re.match(r"(One|A|An)\b", template["deliverable"])
    assert not re.search(r"\b(plus|as well as|and also)\b", template["deliverable"])


def test_nothing_in_it_trips_the_linter(template: dict[str, Any]) -> None:
    assert not FORBIDDEN.findall(every_text(template))


def test_its_skills_are_in_the_taxonomy(template: dict[str, Any]) -> None:
    known = known_skills()
    if not known:
        pytest.skip(f"no taxonomy found under {SKILLS}")
    assert set(template["skills"]) <= known
