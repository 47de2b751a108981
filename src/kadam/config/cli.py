"""`kadam`: the one command-line door, for operators and for checks."""

from __future__ import annotations

import os
import sys

from django.core.management import ManagementUtility, get_commands, load_command_class

from kadam.config import supervisor
from kadam.config.environment import Misconfigured


class Door(ManagementUtility):
    """Django's command runner, listing what an operator needs and leaving the framework's own commands reachable."""

    def main_help_text(self, commands_only: bool = False) -> str:
        """The list that `kadam --help` prints: each command of Kadam with the first line of its help."""
        names = sorted(name for name, app in get_commands().items() if str(app).startswith("kadam."))
        if commands_only:
            return "\n".join(names)
        width = max(len(name) for name in names)
        rows = [f"  {name:<{width}}  {self._help(name)}" for name in names]
        rows.append(
            f"  {'serve':<{width}}  Serve this instance: pages, worker and clocks in one process tree"
        )
        return "\n".join(
            [
                "kadam COMMAND [options]   (kadam COMMAND --help for its options)",
                "",
                *rows,
                "",
                "Also every command of Django: migrate, shell, dbshell, check, …",
            ]
        )

    def _help(self, name: str) -> str:
        command = load_command_class(get_commands()[name], name)
        return str(command.help).strip().split("\n")[0]


def main() -> None:
    """Run one command; exit status and output are the command's own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kadam.config.settings")
    if sys.argv[1:2] == ["serve"]:  # before Django is loaded: a start costs what its programs cost
        sys.exit(supervisor.main(sys.argv[2:]))
    argv = ["kadam", *(sys.argv[1:] or ["help"])]
    try:
        Door(argv).execute()
    except Misconfigured as wrong:
        sys.exit(f"Kadam: {wrong}")


if __name__ == "__main__":
    main()
