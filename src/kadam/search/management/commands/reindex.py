"""`kadam reindex`."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kadam.search.actions import reindex


class Command(BaseCommand):
    """Writes the search index again."""

    help = "Write the search index again from the data, while serving"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--json` for programs."""
        parser.add_argument("--json", action="store_true", help="print the numbers of documents as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Reindex, with a line of progress for each batch."""
        quiet = options["json"]
        totals = reindex(progress=lambda kind, done: None if quiet else self.stdout.write(f"{kind}: {done}"))
        words = ", ".join(f"{count} × {kind}" for kind, count in totals.items()) or "nothing"
        self.stdout.write(json.dumps(totals) if quiet else f"The search index holds {words}.")
