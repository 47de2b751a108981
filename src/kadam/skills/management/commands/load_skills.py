"""`kadam load_skills`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kadam.kit import clock
from kadam.skills.actions import load_taxonomy
from kadam.skills.taxonomy import TaxonomyError


class Command(BaseCommand):
    """Brings the table of skills to what the data files say; safe to run at every start."""

    help = "Load the taxonomy of skills from its data files; running it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints what was added, changed, retired and left. Data that contradicts itself changes nothing."""
        try:
            done = asdict(load_taxonomy(now=clock.now()))
        except TaxonomyError as error:
            raise CommandError(f"The data files of the taxonomy need mending: {error}.") from error
        text = (
            json.dumps(done)
            if options["json"]
            else ", ".join(f"{count} {what}" for what, count in done.items())
        )
        self.stdout.write(text if options["json"] else f"Skills: {text}.")
