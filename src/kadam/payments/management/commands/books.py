"""`kadam books`."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kadam.kit.money import rupees_exact
from kadam.payments.books import books_problems, trial_balance


class Command(BaseCommand):
    """Exit status 0 when everything balances, 1 when anything does not."""

    help = "Prove the books: trial balance, and every check between ledger, holds, payouts and refunds."

    def add_arguments(self, parser: CommandParser) -> None:
        """--json for programs."""
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print, and end with the status."""
        balances, problems = trial_balance(), books_problems()
        total = sum(one.paise for one in balances)
        if options["json"]:
            accounts = {one.kind: {"accounts": one.accounts, "paise": one.paise} for one in balances}
            answer = {
                "balances": not problems and total == 0,
                "accounts": accounts,
                "total_paise": total,
                "problems": problems,
            }
            self.stdout.write(json.dumps(answer, indent=1))
        else:
            for one in balances:
                self.stdout.write(f"{one.kind:<12} {one.accounts:>7} accounts {rupees_exact(one.paise):>22}")
            self.stdout.write(f"{'sum':<12} {'':>16} {rupees_exact(total):>22}")
            self.stdout.write("\n".join(problems) if problems else "Everything balances.")
        if problems or total:
            sys.exit(1)
