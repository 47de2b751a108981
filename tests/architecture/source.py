"""The product's own source, read for the tests of its shape."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.support.paths import ROOT, SOURCE


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of ours but migrations, by dotted name without `kadam.`: "projects.web.views"."""
    paths = [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]
    return {dotted(path): ast.parse(path.read_text(), str(path)) for path in paths}


@cache
def templates() -> dict[str, str]:
    """Every page template of ours, by path under src/kadam."""
    paths = sorted(path for path in SOURCE.rglob("jinja2/**/*") if path.is_file())
    return {str(path.relative_to(SOURCE)): path.read_text() for path in paths}


def dotted(path: Path) -> str:
    """The module's name: src/kadam/projects/web/views.py is projects.web.views."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and full name of everything a module imports; `from a import b` gives a and a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def layers() -> dict[str, int]:
    """The place of each capability, 0 at the bottom, from the contract of import-linter; equals share one."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    listed = next(contract["layers"] for contract in contracts if contract["id"] == "layers")
    return {
        name.strip(" ()"): place for place, layer in enumerate(reversed(listed)) for name in layer.split("|")
    }
