"""Taking a file in: streamed, fingerprinted, quarantined, then cleared or refused; safe to kill at any moment."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from kadam.files import actions, disk, queries
from kadam.files.models import StoredFile
from kadam.files.tasks import sweep_orphans
from kadam.files.web import download
from kadam.journal import actions as journal
from kadam.journal.models import Event
from kadam.kit import clock
from kadam.kit.refusals import BadInput
from tests.support.files import CSV, PNG, make_file, upload
from tests.support.people import make_person

pytestmark = pytest.mark.django_db


def on_disk() -> list[Path]:
    return [path for path in (Path(settings.DATA_DIR) / "files").rglob("*") if path.is_file()]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def test_a_file_waits_in_quarantine_and_is_cleared_by_the_worker():
    now, owner = clock.now(), make_person()
    file = actions.store_upload(owner=owner, upload=upload("C:\\work\\map.csv"), now=now)
    assert (file.name, file.size, file.state) == ("map.csv", len(CSV), "quarantined")
    assert file.sha256 == hashlib.sha256(CSV).hexdigest()
    assert disk.quarantine(file.code).read_bytes() == CSV
    assert disk.quarantine(file.code).stat().st_mode & 0o777 == 0o600

    journal.drain(now=now)
    file.refresh_from_db()
    assert (file.state, file.scanned) == ("clear", False)
    assert disk.clear(file.code).read_bytes() == CSV
    assert not disk.quarantine(file.code).exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("report.pdf", PNG, "This is named report.pdf but its content is a PNG image."),
        ("big.txt", b"x" * 1_000_001, "big.txt is larger than 1 MB."),
        ("empty.txt", b"", "empty.txt is empty."),
        ("run.exe", b"MZ", "Files ending in .exe cannot be uploaded."),
    ],
)
def test_a_refused_upload_leaves_nothing(name, content, sentence, monkeypatch):
    monkeypatch.setattr(actions, "rules", lambda: type("Rules", (), {"upload_max_mb": 1}))
    with pytest.raises(BadInput) as no:
        actions.store_upload(
            owner=make_person(), upload=upload(name, content), now=clock.now(), field="paper"
        )
    assert str(no.value).startswith(sentence)
    assert no.value.field == "paper"
    assert on_disk() == []
    assert not StoredFile.objects.exists()
    assert not Event.objects.filter(kind="files.FileStored").exists()


def test_settling_twice_changes_nothing():
    file = make_file(make_person())
    count = Event.objects.count()
    actions.settle_quarantine(StoredFile.objects.get(), now=clock.now())
    assert disk.clear(file.code).exists()
    assert Event.objects.count() == count


def test_a_worker_killed_between_move_and_commit_is_made_good():
    file = make_file(make_person(), settled=False)
    disk.move_to_clear(file.code)  # and here it dies
    assert actions.settle_quarantine(file, now=clock.now()).state == "clear"
    assert disk.clear(file.code).exists()


def test_a_file_that_changed_on_disk_is_refused_and_deleted():
    file = make_file(make_person(), settled=False)
    disk.quarantine(file.code).write_bytes(b"other,content\n")
    actions.settle_quarantine(file, now=clock.now())
    assert file.state == "refused"
    assert "changed on the way" in file.reason
    assert on_disk() == []
    assert Event.objects.filter(kind="files.FileRefused", subject=f"file:{file.code}").count() == 1


def test_a_lost_file_is_refused():
    file = make_file(make_person(), settled=False)
    disk.remove(file.code)
    assert "lost on our side" in actions.settle_quarantine(file, now=clock.now()).reason


def test_bytes_without_a_row_are_removed_after_a_day_and_no_others():
    now = clock.now()
    waiting, cleared = make_file(make_person(), settled=False), make_file(make_person())
    disk.write("0rphan000", [b"left by a crash"], limit=100)
    disk.write("fresh0000", [b"being uploaded"], limit=100)
    old = (now - timedelta(days=2)).timestamp()
    for path in (disk.quarantine("0rphan000"), disk.quarantine(waiting.code), disk.clear(cleared.code)):
        os.utime(path, (old, old))
    sweep_orphans(now)
    assert {path.name for path in on_disk()} == {"fresh0000", waiting.code, cleared.code}


def test_a_download_is_an_attachment_that_no_browser_runs():
    file = make_file(make_person(), name="अंतिम map.csv")
    response = download(file)
    assert response.getvalue() == CSV
    response.close()
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E0%A4%85%E0%A4%82%E0%A4%A4%E0%A4%BF%E0%A4%AE%20map.csv"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert response["Cache-Control"] == "private"
    assert response["Content-Type"] == "text/csv"


def test_a_file_is_given_out_only_when_clear():
    file = make_file(make_person(), settled=False)
    with pytest.raises(queries.NotReady, match="still being checked") as no:
        download(file)
    assert no.value.status == 409
    file.state, file.reason = "refused", "The virus scanner found Eicar in it."
    with pytest.raises(queries.NotReady) as no:
        download(file)
    assert "was refused and deleted. The virus scanner found Eicar" in str(no.value)
    file.state = "clear"
    with pytest.raises(queries.NotReady):
        download(file)  # the bytes never got there


def test_a_page_says_how_each_file_stands():
    file = make_file(make_person(), settled=False)
    assert queries.file_row(file).note == "being checked"
    actions.settle_quarantine(file, now=clock.now())
    row = queries.file_row(file)
    assert (row.kind, row.note, row.tone, row.ready) == (
        "csv",
        "kind checked, not virus-scanned",
        "leaf",
        True,
    )
