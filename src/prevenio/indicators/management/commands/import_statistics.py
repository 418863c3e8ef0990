import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from prevenio.indicators.importing.narrowing import narrowed_to
from prevenio.indicators.importing.printing import json_pieces
from prevenio.indicators.importing.reading import read_statistics
from prevenio.indicators.importing.refusals import UnreadableStatistics
from prevenio.indicators.importing.territories import likely_territories
from prevenio.indicators.importing.values import StatisticsFile
from prevenio.indicators.operations.statistics import keep_statistics
from prevenio.kernel.errors import Refused
from prevenio.people.models import Authority
from prevenio.programme.management.documents_on_disk import authority_named

MOST_DOUBTS_TOLD = 20
MOST_TERRITORIES_TOLD = 5


class Command(BaseCommand):
    help = "Read a workbook or CSV of official statistics, and keep the numbers of one territory."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="XLSX or CSV as the office published it")
        parser.add_argument("--authority", metavar="SLUG", help="for which authority it is kept")
        parser.add_argument(
            "--dry-run", action="store_true", help="only read: needs no database, saves nothing"
        )
        parser.add_argument(
            "--territory",
            metavar="CODE",
            help="only this territory, as the file writes it; "
            "kept is the authority's own if left out, and a dry run tells all",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(
        self,
        *,
        file: Path,
        authority: str | None,
        dry_run: bool,
        territory: str | None,
        json: bool,
        **options: Any,
    ) -> None:
        statistics = narrowed(read_file(file), territory)
        if not dry_run:
            statistics = self._keep(statistics, authority_named(authority), territory, file)
        if json:
            print_pieces(json_pieces(statistics))
        else:
            self._tell(statistics)

    def _keep(
        self, statistics: StatisticsFile, authority: Authority, territory: str | None, file: Path
    ) -> StatisticsFile:
        chosen = territory or own_territory(statistics, authority.name)
        try:
            kept = keep_statistics(
                authority=authority,
                statistics=statistics,
                territory=chosen,
                by=None,
                at=timezone.now(),
                file_name=file.name,
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stderr.write(
            f"Kept for {authority} from the rows of “{chosen}”: {kept.added} values added, "
            f"{kept.corrected} corrected, {kept.unchanged} unchanged, {kept.indicators} new "
            f"indicators, {kept.breaks} breaks. About people and not kept: {kept.about_people}."
        )
        return narrowed_to(statistics, chosen)

    def _tell(self, statistics: StatisticsFile) -> None:
        values, doubts = statistics.values, statistics.doubts
        periods = sorted({value.period for value in values})
        rows = [
            ("Source", statistics.source),
            ("Title", statistics.title),
            ("Updated on", statistics.updated_on or "not said"),
            ("Values", len(values)),
            ("Series", len({value.series for value in values})),
            ("Territories", len(statistics.territories)),
            ("Periods", f"{periods[0]} to {periods[-1]}" if periods else "none"),
            ("Changes of method", len(statistics.notes)),
            ("Doubts", len(doubts)),
        ]
        for label, value in rows:
            self.stdout.write(f"{label:<24}{value}")
        for doubt in doubts[:MOST_DOUBTS_TOLD]:
            self.stdout.write(f"{doubt.sheet or 'Cell'} {doubt.cell}: {doubt.text}")
        if len(doubts) > MOST_DOUBTS_TOLD:
            self.stdout.write(f"… and {len(doubts) - MOST_DOUBTS_TOLD} more: all with --json.")


def read_file(path: Path) -> StatisticsFile:
    """What stands in the file. Raises CommandError."""
    limit = settings.DOCUMENT_LIMIT
    try:
        # One byte more than the limit is enough to be refused.
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    except OSError as trouble:
        raise CommandError(f"{path}: {trouble.strerror}.") from trouble
    try:
        return read_statistics(content, path.name, limit=limit)
    except UnreadableStatistics as refusal:
        raise CommandError(str(refusal)) from refusal


def narrowed(statistics: StatisticsFile, territory: str | None) -> StatisticsFile:
    """Only the numbers of one territory. Raises CommandError if the file does not name it."""
    if territory is None:
        return statistics
    if territory not in statistics.territories:
        raise CommandError(
            f"The file has no territory “{territory}”. It has {some_of(statistics.territories)}."
        )
    return narrowed_to(statistics, territory)


def own_territory(statistics: StatisticsFile, authority: str) -> str:
    """The one territory that the authority can mean. Raises CommandError."""
    found = statistics.territories
    if len(found) > 1:
        found = likely_territories(statistics, authority)
    if len(found) != 1:
        among = some_of(found or statistics.territories)
        raise CommandError(
            f"Say with --territory CODE whose numbers are kept for {authority}. There are {among}."
        )
    return found[0]


def some_of(territories: Iterable[str]) -> str:
    """The first few, in quotation marks."""
    quoted = [f"“{territory}”" for territory in territories]
    more = len(quoted) - MOST_TERRITORIES_TOLD
    some = ", ".join(quoted[:MOST_TERRITORIES_TOLD]) or "none"
    return f"{some} and {more} more" if more > 0 else some


def print_pieces(pieces: Iterable[str]) -> None:
    """Text on standard output as it comes, whatever encoding the terminal claims."""
    sys.stdout.flush()
    out = getattr(sys.stdout, "buffer", None)
    try:
        for piece in pieces:
            out.write(piece.encode()) if out else sys.stdout.write(piece)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has seen enough; nothing is left to be flushed at the end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
