from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from prevenio.places.importing.addresses import ENCODINGS, MOST_BYTES
from prevenio.places.keeping import ADDRESS
from prevenio.places.management.places_on_disk import (
    add_file_arguments,
    as_json,
    authority_named,
    in_words,
    print_text,
    read_file,
    take_over,
)
from prevenio.places.operations.readings import ImportSettings


class Command(BaseCommand):
    help = "Take over addresses from a CSV: RÚIAN's own, or one with a number and a point."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_file_arguments(parser)
        parser.add_argument(
            "--encoding", choices=ENCODINGS, default="utf-8", help="cp1250 for RÚIAN's own files"
        )

    def handle(self, *, file: Path, authority: str | None, json: bool, **options: Any) -> None:
        found = take_over(
            authority=authority_named(authority),
            kind=ADDRESS,
            name=file.name,
            content=read_file(file, MOST_BYTES),
            settings=ImportSettings(
                crs=options["crs"], encoding=options["encoding"], is_complete=options["complete"]
            ),
        )
        print_text(as_json(found) if json else in_words(found))
