from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from prevenio.config.backup import back_up
from prevenio.kernel.errors import Refused


class Command(BaseCommand):
    help = "Write everything this installation holds to one new file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            done = back_up(file, at=timezone.now())
        except (Refused, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{file}: {done.rows} rows of {done.tables} tables and {done.files} uploaded files, "
            f"{done.size} bytes.\nSHA-256 {done.sha256}"
        )
