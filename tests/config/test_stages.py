"""`bin/test` itself: what failed is shown, what was skipped is said, and the last line counts."""

from __future__ import annotations

import os
import sys

import pytest

from tests.support import stages


@pytest.fixture
def logs(tmp_path, monkeypatch):
    monkeypatch.setattr(stages, "LOGS", tmp_path)
    return tmp_path


def python(code: str, *, name: str = "a check", report: str = "") -> stages.Stage:
    """A stage that runs this Python."""
    return stages.Stage(name, (sys.executable, "-c", code, *([f"--junitxml={report}"] if report else [])))


def test_a_good_check_says_only_its_line(logs, capsys):
    well, counts = stages.run(python("print('chatter')"), dict(os.environ))
    assert well
    assert str(counts) == "0 passed, 0 failed, 0 skipped"
    assert "chatter" not in capsys.readouterr().out


def test_a_failed_check_is_shown_and_counts_as_one(logs, capsys):
    well, counts = stages.run(python("print('line 3 is wrong'); raise SystemExit(1)"), dict(os.environ))
    assert not well
    assert counts.failed == 1
    assert "line 3 is wrong" in capsys.readouterr().out


def test_a_stage_that_cannot_run_says_why(logs, capsys):
    stage = stages.Stage("journeys", ("false",), "sqlite", missing="chromium is not on this machine")
    well, counts = stages.run(stage, dict(os.environ))
    assert well
    assert counts.skipped == 1
    assert "SKIPPED  chromium is not on this machine" in capsys.readouterr().out


def test_without_a_browser_the_journeys_are_skipped_and_the_tests_are_not(monkeypatch):
    monkeypatch.setattr(stages, "is_here", lambda what: what != "chromium")
    browser = stages.pytest("journeys", "sqlite", 1, ["tests/journeys"], browser=True)
    assert "chromium is not on this machine" in browser.missing
    assert "apt-get install chromium" in browser.missing
    assert stages.pytest("tests", "postgres", 1, ["tests"]).missing == ""


def test_tests_are_counted_from_their_report(logs):
    report = logs / "report.xml"
    report.write_text(
        '<testsuites><testsuite tests="6" failures="1" errors="1" skipped="2">'
        '<testcase><skipped message="no vectors"/></testcase><testcase><skipped message="no vectors"/></testcase>'
        "</testsuite></testsuites>"
    )
    counts = stages.counts_of(python("", report=str(report)))
    assert str(counts) == "2 passed, 2 failed, 2 skipped"
    assert counts.reasons == {"no vectors": 2}


def test_the_count_of_all_tests_is_the_last_line_and_alone(capsys):
    total = stages.Counts(passed=3, failed=0, skipped=1)
    total.reasons["no vectors"] = 1
    stages.summarise(total, [], 61)
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "3 passed, 0 failed, 1 skipped"
    assert "no vectors" in lines[0]


def test_arguments_run_the_tests_alone():
    assert [stage.database for stage in stages.tests(["tests/kit"], 7, fast=False)] == ["sqlite", "postgres"]
    assert [stage.database for stage in stages.tests([], 7, fast=True)] == ["sqlite"]
