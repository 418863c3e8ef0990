from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from prevenio.people.models import Authority
from prevenio.reviews import documents
from prevenio.reviews.queries.board import periods_with_review
from prevenio.reviews.queries.whole import whole_review

MAKERS = {".pdf": documents.stored_pdf, ".docx": documents.review_docx}


def _document(name: str) -> Path:
    path = Path(name)
    if path.suffix.lower() not in MAKERS:
        raise ArgumentTypeError("it must end in .pdf or .docx")
    return path


class Command(BaseCommand):
    help = "Write the annual review of an authority as a PDF or Word document."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", metavar="SLUG", required=True)
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--out", type=_document, required=True, metavar="FILE")

    def handle(self, *, authority: str, year: int, out: Path, **options: Any) -> None:
        owner = Authority.objects.filter(slug=authority).first()
        if owner is None:
            raise CommandError(f"There is no authority {authority}.")
        periods = periods_with_review().filter(authority=owner, kind="YEAR", last_day__year=year)
        period = periods.order_by("-last_day", "-pk").first()
        if period is None:
            raise CommandError(f"{owner} has no reporting period of the year {year}.")
        whole = whole_review(period)
        try:
            out.write_bytes(MAKERS[out.suffix.lower()](whole))
        except OSError as failure:
            raise CommandError(f"{out} could not be written: {failure.strerror}") from failure
        self.stdout.write(f"{out}: {period}, checksum {whole.digest}")
