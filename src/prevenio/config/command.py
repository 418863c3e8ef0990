"""The `prevenio` command: every management command; exits 0 done, 1 refused, 2 misused."""

import os
import sys

from django.conf import settings
from django.core.management import ManagementUtility, get_commands
from django.core.management.base import BaseCommand
from django.db import DatabaseError, OperationalError, ProgrammingError

REFUSED = 1
MISUSED = 2
# What SQLite and PostgreSQL say of tables that `prevenio migrate` would have made.
NOT_MIGRATED = ("no such table", "no such column", 'relation "', 'column "')


class Prevenio(ManagementUtility):
    """Django's utility, but a command that does not exist is wrong usage, not a refusal."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        if subcommand not in get_commands():
            sys.stderr.write(f"There is no command “{subcommand}”. See: prevenio help\n")
            sys.exit(MISUSED)
        return super().fetch_command(subcommand)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevenio.config.settings")
    try:
        Prevenio(["prevenio", *sys.argv[1:]]).execute()
    except (OperationalError, ProgrammingError) as failure:
        if "--traceback" in sys.argv:
            raise
        sys.stderr.write(f"{what_to_do(failure)}\n")
        sys.exit(REFUSED)


def what_to_do(failure: DatabaseError) -> str:
    """One line for whoever runs the server, in place of the inside of a database driver."""
    said = str(failure).partition("\n")[0]
    if not settings.DATA.is_dir() and "unable to open database file" in said:
        return f"There is no folder {settings.DATA}. Make it, or set PREVENIO_DATA to another."
    if said.startswith(NOT_MIGRATED):
        return f"The database is not ready ({said}). Run: prevenio migrate"
    return f"The database does not answer as it should: {said}. More with --traceback."


if __name__ == "__main__":
    main()
