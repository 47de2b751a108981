"""What each page of a loaded demo costs: queries, processor time ÷ a bare one-query page, compressed bytes, requests.

Subject and peer alternate in short rounds in one process; the ratio is taken inside each round and the lower quartile
is given, since other work on the machine can only make a round slower. Absolute times are not printed: they are noise.
"""

from __future__ import annotations

import gzip
import platform
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from kadam.applications.models import Application
from kadam.engagements.models import Engagement
from kadam.identity.models import Person
from kadam.organizations.models import Membership
from kadam.pages.hats import SESSION_KEY as HAT
from kadam.portfolios.models import Portfolio
from kadam.projects.models import Project

ROUNDS, CALLS = 12, 6
GOAL_CPU, GOAL_BYTES, GOAL_QUERIES, GOAL_BOARD = 8.0, 40_000, 6, 12
PLAIN = [
    "bench.pages.peer_addresses",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


@dataclass(frozen=True)
class Page:
    """One page to measure, and who looks at it (None: anybody)."""

    name: str
    address: str
    reader: Person | None = None
    hat: str = ""
    limit: int = GOAL_QUERIES


def peer_addresses(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware of the peer: its own addresses, and nothing else."""

    def door(request: HttpRequest) -> HttpResponse:
        request.urlconf = "bench.pages"
        return get_response(request)

    return door


def one_query(request: HttpRequest) -> HttpResponse:
    """The bare page: one row, one line of text."""
    person = Person.objects.order_by("id").first()
    return HttpResponse(f"<!doctype html><title>{person}</title><p>{person}")


urlpatterns = [path("one-query/", one_query)]


def run() -> dict[str, Any]:
    """Measure every page; the result names machine, versions, rounds, goals and what was missed."""
    with override_settings(MIDDLEWARE=PLAIN, ALLOWED_HOSTS=["*"]):
        peer = _caller(WSGIHandler(), "/one-query/", {})
    rows = [_measure(page, peer) for page in pages()]
    missed = [f"{row['page']}: {what}" for row in rows for what in row.pop("missed")]
    machine = f"{platform.machine()}, CPython {platform.python_version()}, Django {django.__version__}"
    goals = {
        "cpu_ratio": GOAL_CPU,
        "bytes": GOAL_BYTES,
        "queries": GOAL_QUERIES,
        "queries_dashboard": GOAL_BOARD,
    }
    return {
        "bench": "pages",
        "machine": machine,
        "database": connection.vendor,
        "peer": "bare Django page of one query, default middleware, same process",
        "rounds": ROUNDS,
        "goals": goals,
        "pages": rows,
        "missed": missed,
    }


def pages() -> list[Page]:
    """One of each kind, on whatever the demo holds."""
    work = Engagement.objects.select_related("student__person", "supervisor", "organization").order_by("-id")[
        0
    ]
    student, supervisor, company = work.student.person, work.supervisor, work.organization.code
    busy = (
        Project.objects.filter(state="open")
        .select_related("created_by", "organization")
        .order_by("-pitches", "-id")[0]
    )
    recruiter, firm = busy.created_by, busy.organization.code
    pitch = Application.objects.filter(project=busy).order_by("position")[0]
    public = Portfolio.objects.filter(is_public=True).order_by("id")[0]
    staff = Person.objects.filter(is_staff=True).order_by("id")[0]
    owner = (
        Membership.objects.filter(organization=busy.organization, role="owner")
        .select_related("person")[0]
        .person
    )
    return [
        Page("home", "/"),
        Page("listing", "/projects/"),
        Page("listing, searched", "/projects/?q=excel&hours=30"),
        Page("project", f"/projects/{busy.code}/"),
        Page("portfolio", f"/p/{public.slug}/"),
        Page("student's dashboard", "/dashboard/", student, "student", GOAL_BOARD),
        Page("my pitches", "/applications/", student, "student"),
        Page("my work", "/engagements/", student, "student"),
        Page("workroom", f"/engagements/{work.code}/", student, "student", GOAL_BOARD),
        Page("earnings", "/payments/earnings/", student, "student"),
        Page("notifications", "/notifications/", student, "student"),
        Page("company's dashboard", "/dashboard/", recruiter, firm, GOAL_BOARD),
        Page("company's projects", f"/projects/company/{firm}/", recruiter, firm),
        Page("pitches", f"/applications/projects/{busy.code}/", recruiter, firm),
        Page("pitch", f"/applications/{pitch.code}/pitch/", recruiter, firm, GOAL_BOARD),
        Page("company's work", f"/engagements/company/{company}/", supervisor, company),
        Page("members", f"/organisations/{firm}/members/", owner, firm),
        Page("staff: verifications", "/staff/verifications/", staff, "staff"),
        Page("staff: briefs", "/staff/briefs/", staff, "staff"),
    ]


def _measure(page: Page, peer: Callable[[], HttpResponse]) -> dict[str, Any]:
    subject = _caller(WSGIHandler(), page.address, _cookies(page))
    response = subject()
    if response.status_code != 200:
        raise RuntimeError(f"{page.name} ({page.address}) answers {response.status_code}.")
    queries = _queries(subject)
    ratios = sorted(_cpu(subject) / _cpu(peer) for _round in range(ROUNDS))
    ratio = round(ratios[len(ratios) // 4], 2)
    size, requests = _weight(response.content)
    missed = [
        what
        for what, is_missed in (
            (f"{queries} queries, goal {page.limit}", queries > page.limit),
            (f"CPU {ratio} x, goal {GOAL_CPU}", ratio > GOAL_CPU),
            (f"{size} bytes, goal {GOAL_BYTES}", size > GOAL_BYTES),
        )
        if is_missed
    ]
    return {
        "page": page.name,
        "queries": queries,
        "cpu_ratio": ratio,
        "cpu_ratio_median": round(statistics.median(ratios), 2),
        "bytes": size,
        "requests": requests,
        "missed": missed,
    }


def _caller(handler: WSGIHandler, address: str, cookies: dict[str, str]) -> Callable[[], HttpResponse]:
    factory = RequestFactory(headers={"accept": "text/html"})
    factory.cookies.load(cookies)

    def call() -> HttpResponse:
        request = factory.get(address)
        response = handler.get_response(request)
        if response.streaming:
            response.content = b"".join(response.streaming_content)
        return response

    return call


def _cookies(page: Page) -> dict[str, str]:
    if page.reader is None:
        return {}
    client = Client()
    client.force_login(page.reader)
    session = client.session
    session[HAT] = page.hat
    session.save()
    return {settings.SESSION_COOKIE_NAME: str(session.session_key)}


def _cpu(call: Callable[[], HttpResponse]) -> float:
    start = time.process_time()
    for _call in range(CALLS):
        call()
    return time.process_time() - start


def _queries(call: Callable[[], HttpResponse]) -> int:
    seen: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")):
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        call()
    return len(seen)


def _weight(html: bytes) -> tuple[int, int]:
    """Bytes of HTML, CSS and JS as sent (gzip), and the number of requests of a first visit, fonts included."""
    body = gzip.decompress(html) if html[:2] == b"\x1f\x8b" else html
    found = re.findall(r'(?:href|src)="[^"]*static/([^"?]+\.(?:css|js|woff2))"', body.decode())
    files = dict.fromkeys(re.sub(r"\.[0-9a-f]{12}\.", ".", name) for name in found)
    text = [name for name in files if not name.endswith("woff2")]
    sizes = [len(gzip.compress(open(str(finders.find(name)), "rb").read(), 9)) for name in text]  # noqa: PTH123, SIM115
    return len(gzip.compress(body, 6)) + sum(sizes), 1 + len(files)


def show(result: dict[str, Any]) -> str:
    """The result as a table."""
    head = f"{'page':<24}{'queries':>8}{'CPU ÷ peer':>12}{'bytes':>9}{'requests':>10}"
    rows = [
        f"{row['page']:<24}{row['queries']:>8}{row['cpu_ratio']:>12}{row['bytes']:>9}{row['requests']:>10}"
        for row in result["pages"]
    ]
    missed = ["", "missed: " + ("; ".join(result["missed"]) or "none")]
    return "\n".join(
        [f"{result['machine']}, {result['database']}; peer: {result['peer']}", "", head, *rows, *missed]
    )
