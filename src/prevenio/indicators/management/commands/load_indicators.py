from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from prevenio.indicators.operations.packs import load_pack
from prevenio.people.models import Authority


class Command(BaseCommand):
    help = "Add the indicators of the country's pack that an authority does not have yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", required=True, metavar="SLUG")

    def handle(self, *, authority: str, **_options: Any) -> None:
        try:
            found = Authority.objects.get(slug=authority)
        except Authority.DoesNotExist as fault:
            raise CommandError(f"There is no authority {authority!r}.") from fault
        added = load_pack(authority=found, by=None, at=timezone.now())
        self.stdout.write(f"{len(added)} indicators added: {', '.join(map(str, added)) or '–'}")
