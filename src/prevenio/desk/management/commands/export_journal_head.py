import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from prevenio.desk.journal.heads import exported_heads
from prevenio.kernel.errors import Refused


class Command(BaseCommand):
    help = "Print the ends of the journal's chains as JSON; keep it outside this installation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", metavar="SLUG", help="the chain of one authority only")

    def handle(self, *, authority: str | None, **options: Any) -> None:
        try:
            heads = exported_heads(authority, at=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(json.dumps(heads, ensure_ascii=False, indent=2))
