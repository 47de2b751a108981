"""The optional virus scanner, played by a small server that speaks clamd's INSTREAM."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator

import pytest

from kadam.files import actions, disk, queries
from kadam.files.gateways import clamav
from kadam.journal import actions as journal
from kadam.journal.models import Delivery
from kadam.kit import clock
from tests.support.files import make_file
from tests.support.people import make_person

pytestmark = pytest.mark.django_db
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def _receive(line: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count and (more := line.recv(count - len(data))):
        data += more
    return data


def _answer(line: socket.socket) -> None:
    assert _receive(line, 10) == b"zINSTREAM\0"
    data = b""
    while length := struct.unpack("!I", _receive(line, 4))[0]:
        data += _receive(line, length)
    line.sendall(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in data else b"stream: OK\0")
    line.close()


@pytest.fixture
def clamd(settings) -> Iterator[None]:
    server = socket.create_server(("127.0.0.1", 0))
    settings.CLAMAV = f"127.0.0.1:{server.getsockname()[1]}"

    def serve() -> None:
        while True:
            try:
                line, _peer = server.accept()
            except OSError:
                return
            _answer(line)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(5)


def test_a_clean_file_is_cleared_as_scanned(clamd):
    file = make_file(make_person())
    assert (file.state, file.scanned) == ("clear", True)
    assert queries.file_row(file).note == "checked for viruses"


def test_a_virus_is_refused_and_deleted(clamd):
    file = make_file(make_person(), name="note.txt", content=EICAR)
    assert (file.state, file.reason) == ("refused", "The virus scanner found Eicar-Test-Signature in it.")
    assert disk.find(file.code) is None


def test_while_the_scanner_is_away_the_file_waits(settings):
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.CLAMAV = f"127.0.0.1:{server.getsockname()[1]}"
    file, now = make_file(make_person(), settled=False), clock.now()
    with pytest.raises(clamav.ScannerUnavailable):
        actions.settle_quarantine(file, now=now)
    journal.deliver_due(now=now)
    file.refresh_from_db()
    assert file.state == "quarantined"
    assert Delivery.objects.get(subscriber__endswith="settle_stored_file").state == "due"
