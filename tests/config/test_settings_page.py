"""docs/settings.md and the code say the same."""

from __future__ import annotations

import ast
import re
from dataclasses import fields

from kadam.kit.rules import Rules
from tests.support.paths import ROOT, SOURCE

READERS = {"text", "flag", "number", "several"}
OF_THE_COMMANDS = {"KADAM_PYTHON"}  # of bin/, said there


def page() -> dict[str, str]:
    """Each setting in the tables of the page, and its default."""
    text = (ROOT / "docs" / "settings.md").read_text()
    return {
        name: default.strip() for name, default in re.findall(r"^\| `(KADAM_\w+)` \|([^|]*)\|", text, re.M)
    }


def read_by_the_code() -> set[str]:
    """Each setting that the code reads from the environment."""
    names = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names |= {f"KADAM_{name}" for name in asked(node)} | looked_up(node)
    return names - OF_THE_COMMANDS


def asked(node: ast.AST) -> set[str]:
    """`env.text("MAIL")`, and `text("MODE")` inside the reader itself."""
    if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
        return set()
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    value = node.args[0].value
    return {value} if name in READERS and isinstance(value, str) and value.isupper() else set()


def looked_up(node: ast.AST) -> set[str]:
    """`environment.get("KADAM_PORT")`, `environment["KADAM_PORT"]`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        values = node.args[:1]
    elif isinstance(node, ast.Subscript):
        values = [node.slice]
    else:
        return set()
    texts = [
        value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)
    ]
    return {text for text in texts if re.fullmatch(r"KADAM_[A-Z_]+", text)}


def as_written(default: object) -> str:
    """How a default stands on the page."""
    return ",".join(map(str, default)) if isinstance(default, tuple) else str(default)


def test_every_setting_has_its_line_and_every_line_its_setting():
    documented = {name for name in page() if not name.startswith("KADAM_RULE_")}
    assert documented == read_by_the_code()


def test_every_rule_has_its_line_with_its_default():
    documented = {name: default for name, default in page().items() if name.startswith("KADAM_RULE_")}
    assert documented == {
        f"KADAM_RULE_{rule.name.upper()}": as_written(rule.default) for rule in fields(Rules)
    }
