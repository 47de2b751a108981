"""`kadam bench NAME`."""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    """Runs one of the benchmarks in bench/, which only a checkout has."""

    help = "Run a benchmark against a named rival in one run: pages (on a loaded demo)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The benchmark's name, and the form of its answer."""
        parser.add_argument("name", choices=["pages"])
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the result; raises CommandError outside a checkout."""
        root = settings.PACKAGE.parent.parent
        if not (root / "bench").is_dir():
            raise CommandError("Benchmarks run from a checkout: there is no folder bench/ here.")
        sys.path.insert(0, str(root))
        module = importlib.import_module(f"bench.{options['name']}")
        result = module.run()
        self.stdout.write(json.dumps(result, indent=2) if options["json"] else module.show(result))
