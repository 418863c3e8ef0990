from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from prevenio.programme.checking import check
from prevenio.programme.importing.document import Finding
from prevenio.programme.importing.reading import read_programme
from prevenio.programme.management.documents_on_disk import (
    LANGUAGES,
    authority_named,
    print_json,
    read_file,
)
from prevenio.programme.queries import findings as queries


class Command(BaseCommand):
    help = "Check a programme's document, or the programme of an authority, against the rules."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        self.parser = parser
        parser.add_argument("file", type=Path, nargs="?", help="a document: needs no database")
        parser.add_argument("--authority", metavar="SLUG", help="check its newest version instead")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--language", choices=LANGUAGES, help="of the findings' sentences")

    def handle(
        self,
        *,
        file: Path | None,
        authority: str | None,
        json: bool,
        language: str | None,
        **options: Any,
    ) -> None:
        if (file is None) == (authority is None):
            self.parser.error("give either a FILE or --authority SLUG")
        findings, waived = (
            (self._of_file(file, language), [])
            if file is not None
            else self._of_authority(str(authority), language)
        )
        if json:
            print_json(
                {
                    "findings": [asdict(finding) for finding in findings],
                    "waived": [asdict(finding) for finding in waived],
                }
            )
        else:
            self._tell(findings, waived)

    def _of_file(self, file: Path, language: str | None) -> list[Finding]:
        _content, source = read_file(file, language or "en")
        document = read_programme(source)
        return check(document, source, language or document.language)

    def _of_authority(self, slug: str, language: str | None) -> tuple[list[Finding], list[Finding]]:
        authority = authority_named(slug)
        version = queries.newest_version(authority)
        if version is None:
            raise CommandError(f"{authority} has no programme yet.")
        checked = queries.findings_of(version, language or authority.language)
        return (
            [row.finding for row in checked if row.waiver is None],
            [row.finding for row in checked if row.waiver is not None],
        )

    def _tell(self, findings: list[Finding], waived: list[Finding]) -> None:
        for finding in findings:
            where = ", ".join(finding.about)
            self.stdout.write(f"{finding.severity:<8}{finding.code:<7}{where}: {finding.message}")
        self.stdout.write(f"{len(findings)} findings, {len(waived)} more waived.")
