"""Picking skills in a form: with scripts by slug, without in words; what is typed is kept and never guessed at."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.http import QueryDict

from kadam.skills.models import Skill
from kadam.skills.web.fields import SkillsField
from tests.support.skills_builders import FEW, load_few

pytestmark = pytest.mark.django_db


class SkillsForm(forms.Form):
    skills = SkillsField(min_count=2, max_count=3)


class OpenForm(forms.Form):
    skills = SkillsField(required=False)


@pytest.fixture(autouse=True)
def _taxonomy() -> None:
    load_few()


def slugs(form: forms.Form) -> list[str]:
    assert form.is_valid(), form.errors
    return [skill.slug for skill in form.cleaned_data["skills"]]


def drawn(form: forms.Form) -> str:
    return str(form["skills"])


def chips(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<data value="([^"]+)">([^<]+)</data>', html)


def test_the_hidden_inputs_of_the_typeahead_are_read_in_order() -> None:
    assert slugs(SkillsForm(QueryDict("skills=tally&skills=ms-excel&skills=tally&skills_text="))) == [
        "tally",
        "ms-excel",
    ]


@pytest.mark.parametrize(
    "text",
    ["Microsoft Excel, Tally ERP 9", "ms-excel;tally", " advance  EXCEL ,, टैली,\r\n", "एक्सेल\ntally prime"],
    ids=["names", "slugs", "untidy", "hindi"],
)
def test_without_scripts_names_and_aliases_are_read_between_commas(text: str) -> None:
    data = QueryDict(mutable=True)
    data["skills_text"] = text
    assert slugs(SkillsForm(data)) == ["ms-excel", "tally"]


def test_what_was_typed_and_not_picked_counts_too() -> None:
    assert slugs(SkillsForm(QueryDict("skills=tally&skills_text=PowerBI"))) == ["tally", "power-bi"]


def test_the_component_that_sends_words_under_the_name_itself_is_understood() -> None:
    assert slugs(SkillsForm(QueryDict("skills=Tally%2C+C%2B%2B"))) == ["tally", "cpp"]
    assert slugs(SkillsForm({"skills": ["tally", "cpp"]})) == ["tally", "cpp"]


def test_an_unknown_word_is_refused_with_the_one_that_was_meant_and_kept() -> None:
    form = SkillsForm(QueryDict("skills=tally&skills_text=taly prme, knitting"))
    assert form.errors["skills"] == [
        "We do not know “taly prme”. Did you mean “Tally”?",
        "We do not know “knitting”. Look for it in the list of skills, or try another word.",
    ]
    html = drawn(form)
    assert chips(html) == [("tally", "Tally")]
    assert 'value="Tally, taly prme, knitting"' in html
    assert 'data-rest="taly prme, knitting"' in html


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Choose at least one skill."),
        ("skills_text=+,+", "Choose at least one skill."),
        ("skills=tally", "Choose at least 2 skills."),
        ("skills=tally&skills_text=Tally+Prime", "Choose at least 2 skills."),
        ("skills=tally&skills=cpp&skills=power-bi&skills=ms-excel", "Choose at most 3 skills."),
    ],
)
def test_too_few_and_too_many_are_refused(query: str, said: str) -> None:
    form = SkillsForm(QueryDict(query))
    assert form.errors["skills"] == [said]
    drawn(form)


def test_none_is_fine_where_none_is_needed(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert slugs(OpenForm(QueryDict("skills_text="))) == []


def test_hostile_input_is_only_text() -> None:
    form = OpenForm(QueryDict('skills=<script>x</script>&skills_text="><img>'))
    assert not form.is_valid()
    html = drawn(form)
    assert "<script>" not in html
    assert "<img>" not in html
    assert not OpenForm({"skills_text": ",".join(f"w{n}" for n in range(9000))}).is_valid()
    assert not OpenForm({"skills_text": "x" * 90_000}).is_valid()


def test_the_box_is_ready_for_the_typeahead_and_for_none() -> None:
    skills = list(Skill.objects.filter(slug__in=["cpp", "tally"]).order_by("slug"))
    by_row = drawn(SkillsForm(initial={"skills": skills}))
    assert drawn(SkillsForm(initial={"skills": ["cpp", "tally"]})) == by_row
    assert chips(by_row) == [("cpp", "C++"), ("tally", "Tally")]
    for part in (
        'data-url="/skills/suggestions/"',
        'data-name="skills"',
        'data-max="3"',
        'name="skills_text"',
        'value="C++, Tally"',
        'id="id_skills"',
        'data-rest=""',
    ):
        assert part in by_row
    assert " required" not in by_row
    assert 'aria-describedby="why"' in SkillsForm()["skills"].as_widget(attrs={"aria-describedby": "why"})


def test_a_retired_skill_may_stay_where_it_was_chosen() -> None:
    load_few([skill for skill in FEW if skill.slug != "tally"])
    assert chips(drawn(SkillsForm(initial={"skills": ["tally", "cpp"]}))) == [
        ("tally", "Tally"),
        ("cpp", "C++"),
    ]
    assert slugs(SkillsForm(QueryDict("skills=tally&skills=cpp"))) == ["tally", "cpp"]
    assert "skills" in SkillsForm(QueryDict("skills_text=Tally ERP 9, C%2B%2B")).errors


@pytest.mark.parametrize(
    ("query", "changed"),
    [("skills_text=Tally,C%2B%2B", False), ("skills=tally", True), ("skills=cpp&skills=tally", False)],
)
def test_changed_means_other_skills(query: str, changed: bool) -> None:
    form = SkillsForm(QueryDict(query), initial={"skills": ["cpp", "tally"]})
    assert form.has_changed() is changed


def test_cleaning_takes_two_queries_however_many(django_assert_num_queries) -> None:
    SkillsForm(QueryDict("skills=tally")).is_valid()
    for query in ("skills=tally&skills=cpp", "skills=tally&skills=cpp&skills=ms-excel"):
        with django_assert_num_queries(2):
            assert SkillsForm(QueryDict(query)).is_valid()
