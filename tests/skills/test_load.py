"""Loading the taxonomy: the table says what the files say, and nothing is ever lost."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kadam.skills.actions import Loaded, load_taxonomy
from kadam.skills.models import Skill
from kadam.skills.taxonomy import TaxonomyError, Written, read
from tests.support.skills_builders import FEW, LOADED_AT, load_few

pytestmark = pytest.mark.django_db
LATER = LOADED_AT + timedelta(days=1)


def rows() -> list[object]:
    return list(Skill.objects.order_by("pk").values())


def test_the_shipped_files_load_and_load_again_without_change() -> None:
    first = load_taxonomy(now=LOADED_AT)
    before = rows()
    again = load_taxonomy(now=LATER)
    count = len(read())
    assert first == Loaded(added=count, changed=0, retired=0, unchanged=0)
    assert again == Loaded(added=0, changed=0, retired=0, unchanged=count)
    assert rows() == before


def test_what_differs_is_rewritten_and_keeps_its_row() -> None:
    load_few()
    before = Skill.objects.get(slug="tally")
    renamed = [
        Written("tally", "Tally Prime", "finance-accounts") if skill.slug == "tally" else skill
        for skill in FEW
    ]
    assert load_taxonomy(now=LATER, skills=renamed) == Loaded(
        added=0, changed=1, retired=0, unchanged=len(FEW) - 1
    )
    after = Skill.objects.get(slug="tally")
    assert (after.pk, after.name, after.aliases, after.changed_at) == (before.pk, "Tally Prime", [], LATER)


def test_what_is_no_longer_written_is_retired_and_comes_back() -> None:
    load_few()
    assert load_taxonomy(now=LATER, skills=FEW[1:]) == Loaded(
        added=0, changed=0, retired=1, unchanged=len(FEW) - 1
    )
    assert Skill.objects.get(slug=FEW[0].slug).retired
    assert load_taxonomy(now=LATER, skills=FEW[1:]).retired == 0, "retired once"
    assert load_taxonomy(now=LATER, skills=FEW) == Loaded(
        added=0, changed=1, retired=0, unchanged=len(FEW) - 1
    )
    assert not Skill.objects.get(slug=FEW[0].slug).retired
    assert Skill.objects.count() == len(FEW)


def test_data_that_contradicts_itself_changes_nothing() -> None:
    load_few()
    before = rows()
    with pytest.raises(TaxonomyError):
        load_taxonomy(now=LATER, skills=[*FEW[:3], Written("excel", "Excel", "data-analysis", ("MS Excel",))])
    assert rows() == before


def test_a_load_takes_three_statements() -> None:
    load_taxonomy(now=LOADED_AT)
    with CaptureQueriesContext(connection) as seen:
        load_taxonomy(now=LATER, skills=[*FEW, Written("tally-new", "Tally new", "finance-accounts")])
    verbs = [query["sql"].split()[0] for query in seen.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert verbs == ["SELECT", "INSERT", "UPDATE"]


def test_the_database_refuses_an_unknown_family() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Skill.objects.create(slug="x", name="X", family="cooking", changed_at=LOADED_AT)


def test_the_command_says_what_it_did() -> None:
    out = StringIO()
    call_command("load_skills", stdout=out)
    call_command("load_skills", "--json", stdout=out)
    first, second = out.getvalue().splitlines()
    count = len(read())
    assert first == f"Skills: {count} added, 0 changed, 0 retired, 0 unchanged."
    assert json.loads(second) == {"added": 0, "changed": 0, "retired": 0, "unchanged": count}


def test_the_command_says_what_needs_mending(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    (tmp_path / "cooking.toml").write_text('[[skill]]\nslug = "a"\nname = "A"\n', encoding="utf-8")
    monkeypatch.setattr("kadam.skills.actions.read", lambda: read(tmp_path))
    with pytest.raises(CommandError, match="no family 'cooking'"):
        call_command("load_skills")
    assert not Skill.objects.exists()
