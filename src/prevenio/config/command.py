"""The `prevenio` command: every management command; exits 0 done, 1 refused, 2 misused."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevenio.config.settings")
    execute_from_command_line(["prevenio", *sys.argv[1:]])


if __name__ == "__main__":
    main()
