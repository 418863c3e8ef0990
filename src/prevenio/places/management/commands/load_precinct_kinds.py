from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from prevenio.people.models import Authority
from prevenio.places.operations.kinds import load_kinds


class Command(BaseCommand):
    help = "Add the kinds of precincts of the country's pack that an authority does not have yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--authority", metavar="SLUG", help="only of this authority")

    def handle(self, *, authority: str | None, **options: Any) -> None:
        authorities = Authority.objects.order_by("slug")
        if authority is not None:
            authorities = authorities.filter(slug=authority)
            if not authorities:
                raise CommandError(f"There is no authority “{authority}”.")
        for one in authorities:
            added = load_kinds(authority=one, by=None, at=timezone.now())
            self.stdout.write(f"{one.slug}: {len(added)} kinds added.")
