from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from prevenio.indicators.operations.packs import load_pack
from prevenio.people.models import Authority


class Command(BaseCommand):
    help = "Add the indicators of the country's pack that authorities do not have yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", metavar="SLUG", help="one authority instead of all")

    def handle(self, *, authority: str | None, **_options: Any) -> None:
        authorities = Authority.objects.order_by("slug")
        if authority is not None:
            authorities = authorities.filter(slug=authority)
            if not authorities:
                raise CommandError(f"There is no authority {authority!r}.")
        for one in authorities:
            added = load_pack(authority=one, by=None, at=timezone.now())
            codes = ", ".join(indicator.code for indicator in added) or "–"
            self.stdout.write(f"{one.slug}: {len(added)} indicators added: {codes}")
