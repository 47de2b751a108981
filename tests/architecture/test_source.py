"""House rules that can be read off the source: sizes, names, signals, network clients, safe templates."""

from __future__ import annotations

import ast
import re

from tests.architecture.source import imports, layers, modules, templates
from tests.support.paths import SOURCE

FUNCTION_LINES, FILE_LINES, TEMPLATE_LINES = 50, 400, 150
CLIENTS = {"requests", "urllib.request", "http.client", "socket", "smtplib", "ftplib", "razorpay", "urllib3"}
MAY_CALL_OUT = {"config.supervisor"}  # asks its own /healthz, on this machine
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.db.backends.signals")
MAY_MARK_SAFE = {"skills.web.fields"}  # a widget drawn by a template of its own
VAGUE = {"utils", "helpers", "common", "misc"}


def is_gateway(name: str) -> bool:
    """Whether the module is the part of a capability that may talk to other machines."""
    return "gateways" in name.split(".")


def assert_none(found: list[str]) -> None:
    """Fail with one line for each thing found."""
    assert not found, "\n" + "\n".join(found)


def test_no_function_is_longer_than_fifty_lines():
    long = [
        f"{name}:{node.lineno} {node.name} has {length} lines"
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    ]
    assert_none(long)


def test_no_file_is_longer_than_four_hundred_lines():
    paths = [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.js")]  # the style sheet is one file, for one request
    own = [path for path in paths if "migrations" not in path.parts and "vendor" not in path.parts]
    long = [
        f"{path.relative_to(SOURCE)}: {lines}" for path in own if (lines := line_count(path)) > FILE_LINES
    ]
    assert_none(long)


def line_count(path) -> int:
    """Lines of a text file."""
    return len(path.read_text().splitlines())


def test_no_template_is_longer_than_a_hundred_and_fifty_lines():
    long = [
        f"{name}: {lines}"
        for name, text in templates().items()
        if (lines := len(text.splitlines())) > TEMPLATE_LINES
    ]
    assert_none(long)


def test_no_module_has_a_name_that_says_nothing():
    assert_none([name for name in modules() if VAGUE & set(name.split("."))])


def test_nobody_uses_signals():
    used = [
        f"{name}:{line} {what}"
        for name, tree in modules().items()
        for line, what in imports(tree)
        if any(what == signal or what.startswith(f"{signal}.") for signal in SIGNALS)
    ]
    assert_none(used)


def test_not_even_a_type_is_imported_from_above():
    place = layers()
    upward = [
        f"{name}:{line} {what}"
        for name, tree in modules().items()
        for line, what in imports(tree)
        if what.startswith("kadam.") and place[what.split(".")[1]] > place.get(name.split(".")[0], 99)
    ]
    assert_none(upward)


def test_only_gateways_talk_to_other_machines():
    used = [
        f"{name}:{line} {what}"
        for name, tree in modules().items()
        if not is_gateway(name) and name not in MAY_CALL_OUT
        for line, what in imports(tree)
        if any(what == client or what.startswith(f"{client}.") for client in CLIENTS)
    ]
    assert_none(used)


def test_templates_need_no_exception_from_the_content_security_policy():
    inline = re.compile(
        r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\b(?:src|nonce|type=\"application/)[^>]*>)",
        re.I,
    )
    found = [
        f"{name}: {match.group()}"
        for name, text in templates().items()
        if "email" not in name  # mail programs know no style sheets
        for match in inline.finditer(text)
    ]
    assert_none(found)


def test_templates_fetch_nothing_from_elsewhere():
    elsewhere = re.compile(r"""<(?:script|link|img|iframe)[^>]+(?:src|href)=["'](?:https?:)?//""", re.I)
    found = [
        f"{name}: {match.group()}" for name, text in templates().items() for match in elsewhere.finditer(text)
    ]
    assert_none(found)


def test_only_the_kit_marks_text_as_safe():
    in_templates = [
        name
        for name, text in templates().items()
        if not name.startswith("kit/") and re.search(r"\|\s*safe\b", text)
    ]
    in_code = [
        f"{name}:{line}"
        for name, tree in modules().items()
        if not name.startswith("kit") and name not in MAY_MARK_SAFE
        for line, what in imports(tree)
        if what
        in {"django.utils.safestring.mark_safe", "django.utils.safestring.SafeString", "markupsafe.Markup"}
    ]
    assert_none(in_templates + in_code)
