"""`kadam serve`: one small process that starts the pages, the worker and (with the sandbox rail) the payment
provider's stand-in, keeps them alive, and takes them down with it.

Each program gets a process group of its own, so that what it started goes with it. The kernel ends the programs
when this process is killed outright (Linux). No Django is loaded here: a start costs what the programs cost.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import http.client
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PR_SET_PDEATHSIG = 1
FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0  # seconds between a death and the next start; doubles each time
STEADY = 60.0  # a program that lived this long starts again from the first delay
GRACE = 10.0  # seconds a program has to finish what it is doing after SIGTERM
HOPELESS = 3  # deaths before the first good answer after which we give up
PATIENCE = 20.0  # seconds without a good answer before we say what /healthz says
LISTENING_ERRORS = (OSError, http.client.HTTPException)


class CannotServe(Exception):
    """The instance cannot be served; the message says why and what to do."""


@dataclass(frozen=True)
class Program:
    """A command that has to run all the time."""

    name: str
    command: tuple[str, ...]
    once_ready: bool = (
        False  # start it after the pages answer, so that they need not share the processor until then
    )


@dataclass(frozen=True)
class Plan:
    """What to run, in which environment, and where its pages answer."""

    programs: tuple[Program, ...]
    environment: Mapping[str, str]
    host: str
    port: int
    base_url: str


@dataclass
class Child:
    """A program and its running process, if any; times are monotonic seconds."""

    program: Program
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_at: float | None = 0.0  # when to start it (again); None while it runs
    deaths: int = 0

    @property
    def delay(self) -> float:
        """Seconds to wait before the next start."""
        return min(LONGEST_DELAY, FIRST_DELAY * 2 ** (self.deaths - 1)) if self.deaths else 0.0


def port_is_free(host: str, port: int) -> bool:
    """Whether we could listen there now."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port(host: str) -> int:
    """A port nobody listens on, chosen by the kernel."""
    with socket.create_server((host, 0)) as probe:
        return int(probe.getsockname()[1])


def plan_from(environment: Mapping[str, str], wanted_port: str | None) -> Plan:
    """The plan an environment asks for. Raises CannotServe for an unreadable port."""
    host = environment.get("KADAM_HOST") or "127.0.0.1"
    port = read_port(wanted_port or environment.get("KADAM_PORT") or "8000")
    base_url = environment.get("KADAM_BASE_URL") or f"http://{host}:{port}"
    production = (environment.get("KADAM_MODE") or "production") == "production"
    rail = environment.get("KADAM_PAYMENT_RAIL") or ("" if production else "sandbox")
    settings = {**environment, "KADAM_BASE_URL": base_url, "KADAM_PORT": str(port)}
    programs = [pages(host, port, environment.get("KADAM_THREADS") or "4"), kadam("worker")]
    if rail == "sandbox":
        sandbox_port = environment.get("KADAM_SANDBOX_PORT") or str(free_port("127.0.0.1"))
        settings |= {
            "KADAM_SANDBOX_PORT": sandbox_port,
            "KADAM_RAZORPAY_BASE_URL": f"http://127.0.0.1:{sandbox_port}",
        }
        programs.append(kadam("sandbox", once_ready=True))
    return Plan(tuple(programs), settings, host, port, base_url)


def read_port(value: str) -> int:
    """A port number. Raises CannotServe."""
    if value.isdigit() and 0 < int(value) < 65536:
        return int(value)
    raise CannotServe(f"The port must be a number from 1 to 65535, not {value!r}.")


def pages(host: str, port: int, threads: str) -> Program:
    """The web server: one process, so that SQLite has one writer, and a few threads."""
    options = [
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--no-ws",
        "--log-level",
        "warning",
    ]
    workers = ["--workers", "1", "--blocking-threads", threads, "--workers-kill-timeout", "8"]
    return Program(
        "pages", (sys.executable, "-m", "granian", *options, *workers, "kadam.config.wsgi:application")
    )


def kadam(name: str, *, once_ready: bool = False) -> Program:
    """A command of our own that runs all the time."""
    return Program(name, (sys.executable, "-m", "kadam.config.cli", name), once_ready)


def say(line: str) -> None:
    """One line for the person who started us."""
    print(line, file=sys.stderr, flush=True)


def die_with(parent: int) -> Callable[[], None]:
    """For the child, before its program starts: ask the kernel for SIGTERM when `parent` dies, however it dies."""

    def ask_kernel() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))
            if os.getppid() != parent:  # it died before we could ask
                os._exit(0)

    return ask_kernel


@dataclass
class Supervisor:
    """Keeps the programs of a plan running until told to stop."""

    plan: Plan
    children: list[Child] = field(init=False)
    stopping: bool = False
    healthy: bool = False
    ask_at: float = 0.0
    speak_at: float = field(default_factory=lambda: time.monotonic() + PATIENCE)

    def __post_init__(self) -> None:
        self.children = [Child(program) for program in self.plan.programs]

    def run(self) -> int:
        """Start everything, watch it, and return the exit status once all of it is down."""
        with signals_waking(self._stop) as wake:
            try:
                while not self.stopping:
                    self._tend(time.monotonic())
                    select.select([wake], [], [], 0.1 if not self.healthy else 0.5)
                return 0
            except CannotServe as reason:
                say(f"Kadam: {reason}")
                return 1
            finally:
                self._take_down()

    def _stop(self) -> None:
        self.stopping = True

    def _tend(self, now: float) -> None:
        for child in self.children:
            if child.process is not None and has_exited(child.process):
                self._bury(child, now)
            wanted = self.healthy or not child.program.once_ready
            if wanted and child.start_at is not None and child.start_at <= now:
                self._start(child, now)
        if not self.healthy and now >= self.ask_at:
            self._ask_health(now)

    def _ask_health(self, now: float) -> None:
        """Announce the address at the first good answer; say what is wrong when it takes long."""
        status, body = health(self.plan)
        self.ask_at = now + (1.0 if status >= 500 else 0.0)  # an error is logged each time
        if status in {200, 301}:  # 301 leads to https, and comes from working pages only
            self.healthy = True
            say(f"Kadam is ready. Stop it with Ctrl-C.\n\n    {self.plan.base_url}\n")
        elif now > self.speak_at:
            self.speak_at = now + PATIENCE
            say(f"Kadam: not ready yet; /healthz answers {status or 'nothing'} {body}".rstrip())

    def _start(self, child: Child, now: float) -> None:
        child.process = subprocess.Popen(
            child.program.command,
            env=dict(self.plan.environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with(os.getpid()),
        )
        child.started_at, child.start_at = now, None

    def _bury(self, child: Child, now: float) -> None:
        """Clear away what a dead program left, and set the time of its next start."""
        assert child.process is not None
        signal_group(child.process, signal.SIGKILL)
        status = child.process.wait()
        child.process = None
        child.deaths = 1 if now - child.started_at > STEADY else child.deaths + 1
        child.start_at = now + child.delay
        if not self.healthy and child.deaths >= HOPELESS:
            raise CannotServe(
                f"the {child.program.name} program stopped {child.deaths} times; its messages are above."
            )
        say(
            f"Kadam: the {child.program.name} program stopped (status {status}); next start in {child.delay:g} s."
        )

    def _take_down(self) -> None:
        """Ask every program to finish, wait for them, then end what is left of their groups."""
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            signal_leader(process, signal.SIGTERM)
        until = time.monotonic() + GRACE
        while time.monotonic() < until and not all(has_exited(process) for process in running):
            time.sleep(0.05)
        for process in running:
            signal_group(process, signal.SIGKILL)
            process.wait()


def has_exited(process: subprocess.Popen[bytes]) -> bool:
    """Whether the process is dead. It is left unreaped, so that its group's number cannot be given to another."""
    if process.returncode is not None:
        return True
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is not None


def signal_leader(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Signal the program itself; it tells its own children."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process.pid, number)


def signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Signal the program and everything it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


@contextlib.contextmanager
def signals_waking(act: Callable[[], None]) -> Iterator[socket.socket]:
    """While inside, INT, TERM and HUP call `act` and make the socket readable, so that a wait ends at once."""
    numbers = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup asks us to outlive the terminal
        numbers.append(signal.SIGHUP)
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    before = {number: signal.signal(number, lambda *_: act()) for number in numbers}
    wakeup = signal.set_wakeup_fd(writer.fileno())
    try:
        yield reader
    finally:
        signal.set_wakeup_fd(wakeup)
        for number in numbers:
            signal.signal(number, before[number])
        reader.close()
        writer.close()


def health(plan: Plan) -> tuple[int, str]:
    """The status and the beginning of what /healthz answers; (0, "") while nobody listens."""
    address = urlsplit(plan.base_url)
    headers = {"Host": address.netloc, "X-Forwarded-Proto": address.scheme}
    connection = http.client.HTTPConnection(reachable(plan.host), plan.port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers=headers)
        response = connection.getresponse()
        return response.status, response.read(300).decode(errors="replace")
    except LISTENING_ERRORS:
        return 0, ""
    finally:
        connection.close()


def reachable(host: str) -> str:
    """The address to call for a server bound to `host`."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  reading, not binding


def refuse_bad_settings(plan: Plan) -> None:
    """Let Django check the settings as for production. Raises CannotServe; what is wrong has then been printed."""
    command = (*kadam("check").command, "--deploy", "--fail-level", "ERROR")
    if subprocess.run(command, env=dict(plan.environment), stdout=subprocess.DEVNULL, check=False).returncode:
        raise CannotServe("the settings are not fit for production; the messages above say what to set.")


def main(argv: Sequence[str]) -> int:
    """Serve this instance until stopped; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="kadam serve", description="Serve this instance: pages, worker and clocks."
    )
    parser.add_argument("--port", help="where the pages answer (default: KADAM_PORT, else 8000)")
    options = parser.parse_args(argv)
    try:
        plan = plan_from(os.environ, options.port)
        if not port_is_free(plan.host, plan.port):
            raise CannotServe(
                f"port {plan.port} is already in use. Stop what uses it, or choose another with --port."
            )
        if (plan.environment.get("KADAM_MODE") or "production") == "production":
            refuse_bad_settings(plan)
    except CannotServe as reason:
        say(f"Kadam: {reason}")
        return 1
    return Supervisor(plan).run()
