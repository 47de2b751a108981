"""The taxonomy that ships: its size, its shape, and that every alignment is a real concept of ESCO."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest

from kadam.skills.models import Family
from kadam.skills.spelling import joined, key
from kadam.skills.taxonomy import FOLDER, TaxonomyError, Written, check, read
from tests.support.paths import shared

SKILLS = read()
IDS = [skill.slug for skill in SKILLS]


def test_it_is_large_enough_and_fills_its_twelve_families() -> None:
    families = {skill.family for skill in SKILLS}
    assert len(SKILLS) >= 430
    assert len(Family) == 12
    assert families == set(Family.values) == {path.stem for path in FOLDER.glob("*.toml")}
    assert min(sum(skill.family == family for skill in SKILLS) for family in families) >= 30


def test_slugs_are_unique_and_fit_an_address() -> None:
    assert len(set(IDS)) == len(IDS)
    assert [slug for slug in IDS if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > 40] == []


def test_names_and_aliases_are_short_and_clean() -> None:
    words = [word for skill in SKILLS for word in skill.words]
    assert [word for word in words if word != " ".join(word.split()) or not key(word)] == []
    assert [word for word in words if set(word) & set(',;<>"')] == [], "commas part words in the form"
    assert [skill.name for skill in SKILLS if len(skill.name) > 40] == []
    assert [word for word in words if len(word) > 48] == []


def test_a_spelling_means_one_skill_and_is_written_once() -> None:
    meanings: dict[str, list[str]] = {}
    for skill in SKILLS:
        for word in skill.words:
            meanings.setdefault(joined(word), []).append(f"{skill.slug}: {word}")
    assert [found for found in meanings.values() if len(found) > 1] == []


def test_a_slug_typed_as_words_never_means_another_skill() -> None:
    meanings = {joined(word): skill.slug for skill in SKILLS for word in skill.words}
    assert [slug for slug in IDS if meanings.get(joined(slug), slug) != slug] == []


def test_most_skills_have_names_as_people_say_them() -> None:
    assert sum(len(skill.aliases) >= 2 for skill in SKILLS) >= 0.95 * len(SKILLS)
    spoken = {
        "MS-Excel",
        "Advance Excel",
        "Tally ERP 9",
        "GST return",
        "Content writing in Hindi",
        "Reel editing",
        "Photoshop PS",
    }
    assert {joined(word) for word in spoken} <= {joined(word) for skill in SKILLS for word in skill.words}
    assert any(re.search("[\u0900-\u097f]", word) for skill in SKILLS for word in skill.words)


def test_alignments_look_like_concepts_of_esco() -> None:
    odd = [
        skill.esco_uri
        for skill in SKILLS
        if not re.fullmatch(r"(http://data\.europa\.eu/esco/skill/[0-9a-f-]{36})?", skill.esco_uri)
    ]
    assert odd == []


def test_every_alignment_is_a_real_concept_of_esco(capsys: pytest.CaptureFixture[str]) -> None:
    archive = zipfile.ZipFile(shared("data/esco-1.1.1/esco-1.1.1-classification-en-csv.zip"))
    member = next(name for name in archive.namelist() if name.endswith("skills_en.csv"))
    with archive, archive.open(member) as file:
        known = {row["conceptUri"] for row in csv.DictReader(io.TextIOWrapper(file, encoding="utf-8"))}
    aligned = [skill for skill in SKILLS if skill.esco_uri]
    with capsys.disabled():
        print(
            f" [{len(aligned)} of {len(SKILLS)} skills aligned to ESCO, {len(aligned) / len(SKILLS):.0%}]",
            end="",
        )
    assert [skill.slug for skill in aligned if skill.esco_uri not in known] == []
    assert 0.45 <= len(aligned) / len(SKILLS) <= 0.75, "too few, or aligned without judgement"


@pytest.mark.parametrize(
    ("skills", "complaint"),
    [
        (
            (Written("a", "A", "data-analysis"), Written("a", "B", "data-analysis")),
            "two skills have the slug 'a'",
        ),
        (
            (Written("a", "Power BI", "data-analysis"), Written("b", "B", "data-analysis", ("power-bi",))),
            "means both",
        ),
    ],
    ids=["slug", "spelling"],
)
def test_data_that_contradicts_itself_is_refused(skills: tuple[Written, ...], complaint: str) -> None:
    with pytest.raises(TaxonomyError, match=complaint):
        check(skills)


@pytest.mark.parametrize(
    "text", ['slug = "a"', 'slug = "a"\nname = "A"\nalias = ["b"]'], ids=["no name", "unknown key"]
)
def test_a_block_with_a_slip_is_refused(tmp_path, text: str) -> None:
    (tmp_path / "data-analysis.toml").write_text(f"[[skill]]\n{text}\n", encoding="utf-8")
    with pytest.raises(TaxonomyError, match=r"data-analysis\.toml"):
        read(tmp_path)


def test_a_file_of_no_family_is_refused(tmp_path) -> None:
    (tmp_path / "cooking.toml").write_text('[[skill]]\nslug = "a"\nname = "A"\n', encoding="utf-8")
    with pytest.raises(TaxonomyError, match="no family 'cooking'"):
        read(tmp_path)
