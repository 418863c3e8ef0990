from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from prevenio.activities.operations.catalogue import load_pack
from prevenio.activities.packs.reading import PackFault
from prevenio.people.models import Authority


class Command(BaseCommand):
    help = "Fill or refresh the catalogue of kinds of activity from the country's pack."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--authority", metavar="SLUG", help="only of this authority")

    def handle(self, *, authority: str | None, **options: Any) -> None:
        authorities = Authority.objects.order_by("slug")
        if authority is not None:
            authorities = authorities.filter(slug=authority)
            if not authorities:
                raise CommandError(f"There is no authority “{authority}”.")
        for one in authorities:
            try:
                loaded = load_pack(authority=one, by=None, at=timezone.now())
            except PackFault as fault:
                raise CommandError(str(fault)) from fault
            added, refreshed = len(loaded.added), len(loaded.refreshed)
            self.stdout.write(f"{one.slug}: {added} kinds added, {refreshed} refreshed.")
