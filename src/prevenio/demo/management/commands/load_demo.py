from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from prevenio.demo.accounts import SignIn
from prevenio.demo.loading import load_samples
from prevenio.kernel.errors import Refused


class Command(BaseCommand):
    help = "Load the two sample programmes, and say with which accounts to sign in."

    def handle(self, **options: Any) -> None:
        try:
            rows = load_samples(at=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("\nSample sign-ins (all with the same password, unless changed since):")
        for line in table(rows):
            self.stdout.write(f"  {line}".rstrip())


def table(rows: list[SignIn]) -> list[str]:
    """The sign-ins in columns as wide as their longest word."""
    cells = [("where", "role", "e-mail", "password")]
    cells += [(row.where, row.what, row.email, row.password) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        for line in cells
    ]
