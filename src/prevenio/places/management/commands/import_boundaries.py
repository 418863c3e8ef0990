from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from prevenio.places.importing.boundaries import MOST_BYTES
from prevenio.places.management.places_on_disk import (
    add_file_arguments,
    as_json,
    authority_named,
    day_of,
    in_words,
    print_text,
    read_file,
    take_over,
)
from prevenio.places.operations.readings import ImportSettings


class Command(BaseCommand):
    help = "Take over boundaries of municipalities or precincts from GeoJSON or GeoPackage."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_file_arguments(parser)
        parser.add_argument(
            "--kind", required=True, help="municipality, or the code of a kind of precinct"
        )
        parser.add_argument("--code-field", default="", help="the property that holds the code")
        parser.add_argument("--name-field", default="", help="the property that holds the name")
        parser.add_argument("--layer", default="", help="which layer of a GeoPackage")
        parser.add_argument(
            "--valid-from", metavar="DATE", help="today if left out; the first ones since ever"
        )

    def handle(
        self, *, file: Path, authority: str | None, kind: str, json: bool, **options: Any
    ) -> None:
        found = take_over(
            authority=authority_named(authority),
            kind=kind,
            name=file.name,
            content=read_file(file, MOST_BYTES),
            settings=ImportSettings(
                layer=options["layer"],
                crs=options["crs"],
                code_field=options["code_field"],
                name_field=options["name_field"],
                is_complete=options["complete"],
            ),
            valid_from=day_of(options["valid_from"]),
        )
        print_text(as_json(found) if json else in_words(found))
