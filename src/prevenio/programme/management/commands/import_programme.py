from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from prevenio.kernel.errors import Refused
from prevenio.programme.checking import check
from prevenio.programme.importing.document import Finding, ProgrammeDocument, as_json
from prevenio.programme.importing.reading import read_programme
from prevenio.programme.importing.source import Source
from prevenio.programme.management.documents_on_disk import (
    LANGUAGES,
    authority_named,
    print_json,
    read_file,
)
from prevenio.programme.operations import drafts


class Command(BaseCommand):
    help = "Read the document that adopted a programme, and keep it as a draft for review."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="plain text, Markdown, DOCX or PDF")
        parser.add_argument("--authority", metavar="SLUG", help="whose programme it is")
        parser.add_argument(
            "--dry-run", action="store_true", help="only read: needs no database, saves nothing"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--language",
            choices=LANGUAGES,
            help="of the findings' sentences; the document's own if left out",
        )

    def handle(
        self,
        *,
        file: Path,
        authority: str | None,
        dry_run: bool,
        json: bool,
        language: str | None,
        **options: Any,
    ) -> None:
        content, source = read_file(file, language or "en")
        document = read_programme(source)
        findings = check(document, source, language or document.language)
        if not dry_run:
            self._store(source, content, authority)
        if json:
            print_json(as_json(document, findings))
        else:
            self._tell(document, findings, source)

    def _store(self, source: Source, content: bytes, slug: str | None) -> None:
        try:
            draft = drafts.store_draft(
                authority=authority_named(slug),
                source=source,
                content=content,
                by=None,
                at=timezone.now(),
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stderr.write(f"Kept for review as draft {draft.pk} of {draft.authority}.")

    def _tell(self, document: ProgrammeDocument, findings: list[Finding], source: Source) -> None:
        act = document.act
        rows = [
            ("Programme", document.title or "title not found"),
            ("Act", f"{act.number or 'number not found'}, {act.date or 'date not found'}"),
            ("Lines", len(source.lines)),
            ("Chapters", len(document.chapters)),
            ("Areas of action", len(document.areas)),
            ("Actions", len(document.actions)),
            ("Initiatives", len(document.initiatives)),
            ("Bodies", len(document.bodies)),
            ("Abbreviations", len(document.abbreviations)),
            ("Goals", len(document.goals)),
            ("Milestones", len(document.milestones)),
            ("Projects", len(document.projects)),
            ("Lines without a place", len(document.unplaced)),
            ("Findings", len(findings)),
        ]
        for label, value in rows:
            self.stdout.write(f"{label:<24}{value}")
