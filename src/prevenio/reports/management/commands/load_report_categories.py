from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from prevenio.people.models import Authority
from prevenio.reports.operations.categories import load_categories
from prevenio.reports.packs.reading import PackFault


class Command(BaseCommand):
    help = "Add the categories of reports of the country's pack that an authority lacks."

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
                added = load_categories(authority=one, by=None, at=timezone.now())
            except PackFault as fault:
                raise CommandError(str(fault)) from fault
            self.stdout.write(f"{one.slug}: {added} categories added.")
