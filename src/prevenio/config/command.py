"""The `prevenio` command: every management command; exits 0 done, 1 refused, 2 misused."""

import os
import sys

from django.core.management import ManagementUtility, get_commands
from django.core.management.base import BaseCommand

MISUSED = 2


class Prevenio(ManagementUtility):
    """Django's utility, but a command that does not exist is wrong usage, not a refusal."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        if subcommand not in get_commands():
            sys.stderr.write(f"There is no command “{subcommand}”. See: prevenio help\n")
            sys.exit(MISUSED)
        return super().fetch_command(subcommand)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevenio.config.settings")
    Prevenio(["prevenio", *sys.argv[1:]]).execute()


if __name__ == "__main__":
    main()
