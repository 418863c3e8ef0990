import json
from argparse import ArgumentParser
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from prevenio.people import access as people
from prevenio.places.importing.addresses import MOST_BYTES
from prevenio.places.importing.points import read_points
from prevenio.places.importing.refusals import FileTooLarge, UnreadablePlaces
from prevenio.places.management.places_on_disk import (
    authority_named,
    day_of,
    print_text,
    read_file,
)
from prevenio.places.queries.batches import PlaceSaid, places_said


class Command(BaseCommand):
    help = "Say for each point of a CSV (id,lat,lon in WGS84) what lies there and who answers."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--authority", metavar="SLUG", help="among whose places to look")
        parser.add_argument("--day", metavar="DATE", help="as of a day; today if left out")
        parser.add_argument("--json", action="store_true", help="print one JSON array")

    def handle(
        self, *, file: Path, authority: str | None, day: str | None, json: bool, **_options: Any
    ) -> None:
        of = authority_named(authority)
        content = read_file(file, MOST_BYTES)
        try:
            if len(content) > MOST_BYTES:
                raise FileTooLarge(most=MOST_BYTES // 1024 // 1024)
            points = read_points(content)
        except UnreadablePlaces as refusal:
            raise CommandError(f"{file}: {refusal}") from refusal
        answers = places_said(
            authority=of,
            latitudes=points.latitudes,
            longitudes=points.longitudes,
            day=day_of(day) or people.today_in(of, timezone.now()),
        )
        # Whole lines first, then all of them at once: nothing is printed of what fails half-way.
        told = as_object if json else in_words
        lines = [told(one, answer) for one, answer in zip(points.ids, answers, strict=True)]
        print_text("[" + ",\n ".join(lines) + "]" if json else "\n".join(lines))


def as_object(point: str, answer: PlaceSaid) -> str:
    return f'{{"id": {json.dumps(point, ensure_ascii=False)}, {_rest(answer)}'


@cache
def _rest(answer: PlaceSaid) -> str:
    return json.dumps(asdict(answer), ensure_ascii=False)[1:]


def in_words(point: str, answer: PlaceSaid) -> str:
    precincts = ", ".join(f"{one.kind} {one.code} {one.name}" for one in answer.precincts)
    people = ", ".join(f"{one.name} {one.phone}".strip() for one in answer.people)
    return f"{point}: {answer.municipality or '–'}; {precincts or '–'}; {people or '–'}"
