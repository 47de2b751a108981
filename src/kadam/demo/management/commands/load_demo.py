"""`kadam load_demo`."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kadam.demo.world import build
from kadam.identity.models import Person
from kadam.kit import clock
from kadam.payments.books import books_problems


class Command(BaseCommand):
    """Fills an empty instance with the demo."""

    help = "Fill an empty instance with believable people, companies and half a year of projects."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--if-empty` makes a second call harmless."""
        parser.add_argument("--if-empty", action="store_true", help="do nothing where somebody is already")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and prove the books."""
        if Person.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("This instance is not empty; the demo is only loaded into an empty one.")
        build(clock.now(), self._tell)
        problems = books_problems()
        if problems:
            raise CommandError("The books do not balance: " + "; ".join(problems))
        self.stdout.write("\r  the demo is loaded, and its books balance" + " " * 20)

    def _tell(self, stage: str, share: float) -> None:
        if sys.stdout.isatty():
            self.stdout.write(f"\r  {stage}: {share:4.0%}   ", ending="")
            self.stdout.flush()
