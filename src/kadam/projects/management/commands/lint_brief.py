"""`kadam lint_brief FILE.json`."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kadam.projects.linter import blocks, lint
from kadam.projects.linter.reading import NotABrief, brief_of


class Command(BaseCommand):
    """Says what the linter thinks of a brief in a file."""

    help = "Check a brief in a JSON file against the rules; exit status 1 when it could not be published"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and `--json`."""
        parser.add_argument(
            "file", help="fields as in the form: title, outcome, deliverable, criteria, hours, pay, …"
        )
        parser.add_argument("--json", action="store_true", help="print the findings as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Lint; status 0 when it may be published, 1 when not, 2 when the file cannot be read."""
        findings = lint(self._read(Path(options["file"])))
        blocked = blocks(findings)
        if options["json"]:
            told = {"publishable": not blocked, "findings": [asdict(one) for one in findings]}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            for one in findings:
                self.stdout.write(
                    f"{one.level:4}  {one.rule:18} {one.field}: {one.reason}\n{'':25} → {one.mend}"
                )
            self.stdout.write("It cannot be published like this." if blocked else "It can be published.")
        if blocked:
            raise SystemExit(1)

    def _read(self, path: Path) -> Any:
        try:
            return brief_of(json.loads(path.read_text(encoding="utf-8")))
        except OSError as failure:
            raise CommandError(f"{path}: {failure.strerror}", returncode=2) from None
        except (NotABrief, ValueError) as failure:
            raise CommandError(f"{path}: {failure}", returncode=2) from None
