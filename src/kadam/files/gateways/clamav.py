"""The virus scanner, where the operator runs one: clamd's INSTREAM command over TCP.

https://docs.clamav.net/manual/Usage/Scanning.html#clamd
"""

from __future__ import annotations

import socket
import struct
from pathlib import Path

from django.conf import settings

CHUNK = 1 << 16
SECONDS = 60


class ScannerUnavailable(Exception):
    """The scanner is set but does not answer; the file waits in quarantine and is tried again."""


def is_set() -> bool:
    """Has the operator named a scanner (KADAM_CLAMAV=host:port)?"""
    return bool(settings.CLAMAV)


def scan(path: Path) -> str:
    """The name of what was found in the file at `path`, empty when nothing was. Raises ScannerUnavailable."""
    host, _colon, port = settings.CLAMAV.rpartition(":")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS) as line:
            answer = _ask(line, path)
    except (OSError, ValueError) as failure:
        raise ScannerUnavailable(f"clamd at {settings.CLAMAV}: {failure}") from failure
    if answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    if not answer.endswith("OK"):
        raise ScannerUnavailable(f"clamd at {settings.CLAMAV} said {answer!r}")
    return ""


def _ask(line: socket.socket, path: Path) -> str:
    line.sendall(b"zINSTREAM\0")
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            line.sendall(struct.pack("!I", len(chunk)) + chunk)
    line.sendall(struct.pack("!I", 0))
    answer = b""
    while not answer.endswith(b"\0") and (more := line.recv(4096)):
        answer += more
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
