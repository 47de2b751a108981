"""What every test gets: no network but this machine, and a browser for those that ask for one."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import append_only, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser


class NetworkRefused(BaseException):
    """A test tried to reach another machine. Not an Exception, so that no product code swallows it."""


def _is_here(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode()
    if host in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def _this_machine_only() -> Iterator[None]:
    """Refuse connections and look-ups that leave the machine."""
    patch = pytest.MonkeyPatch()
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def refuse_unless_here(family: int, address: Any) -> None:
        if family in {socket.AF_INET, socket.AF_INET6} and not _is_here(address[0]):
            raise NetworkRefused(f"a test tried to connect to {address}")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        refuse_unless_here(self.family, address)
        return connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        refuse_unless_here(self.family, address)
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
        if not _is_here(host):
            raise NetworkRefused(f"a test tried to look up {host}")
        return getaddrinfo(host, *rest, **named)

    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _tables_can_be_emptied() -> Iterator[None]:
    """Transactional tests empty every table; the triggers of the books and the journal refuse that."""
    patch = pytest.MonkeyPatch()
    append_only.make_flushable(patch)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _fresh_payment_provider() -> Iterator[None]:
    """Each test has a payment provider of its own, made when first asked."""
    from kadam.payments.gateways import route, sandbox

    yield
    route.in_process.cache_clear()
    if sandbox.in_process_provider.cache_info().currsize:
        sandbox.in_process_provider().store.close()
    sandbox.in_process_provider.cache_clear()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run; skips, saying so, where there is none."""
    program = chromium.executable()
    if program is None:
        pytest.skip(
            "no Chromium on this machine (apt-get install chromium, or name one in KADAM_TEST_CHROMIUM)"
        )
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's event loop runs in the thread of the test
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=list(chromium.ARGUMENTS))
        yield running
        running.close()
