"""What the commands about places share: an authority, a file, an import told or a refusal."""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils import timezone

from prevenio.kernel.errors import Refused
from prevenio.people.models import Authority
from prevenio.places.models import PlaceImport
from prevenio.places.operations.importing import apply_import, upload_places
from prevenio.places.operations.readings import ImportSettings

_MOST_TOLD = 20


def add_file_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--authority", metavar="SLUG", help="for which authority it is kept")
    parser.add_argument("--crs", default="", metavar="EPSG:N", help="if the file does not say it")
    parser.add_argument("--complete", action="store_true", help="what it does not name ends")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def authority_named(slug: str | None) -> Authority:
    """The authority with this path, or the only one there is. Raises CommandError."""
    try:
        found = list(Authority.objects.filter(slug=slug) if slug else Authority.objects.all()[:2])
    except DatabaseError as trouble:
        raise CommandError(
            f"The database cannot be used ({trouble}). Set it up with: prevenio migrate"
        ) from trouble
    if len(found) == 1:
        return found[0]
    if slug:
        raise CommandError(f"There is no authority with the path “{slug}”.")
    raise CommandError("Say with --authority SLUG for which authority this is.")


def read_file(path: Path, most: int) -> bytes:
    """What stands in a file; one byte more than the limit is enough to be refused."""
    try:
        with path.open("rb") as stream:
            return stream.read(most + 1)
    except OSError as trouble:
        raise CommandError(f"{path}: {trouble.strerror}.") from trouble


def take_over(
    *,
    authority: Authority,
    kind: str,
    name: str,
    content: bytes,
    settings: ImportSettings,
    valid_from: date | None = None,
) -> PlaceImport:
    """Read a file and take it over at once, as the operator. Raises CommandError."""
    now = timezone.now()
    try:
        uploaded = upload_places(
            authority=authority,
            kind=kind,
            name=name,
            content=content,
            settings=settings,
            valid_from=valid_from,
            by=None,
            at=now,
        )
        return apply_import(place_import=uploaded, by=None, at=now)
    except Refused as refusal:
        raise CommandError(str(refusal)) from refusal


def day_of(text: str | None) -> date | None:
    """Raises CommandError for what is no day."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as trouble:
        raise CommandError(f"“{text}” is no day: write it as 2026-03-02.") from trouble


def print_text(text: str) -> None:
    """Text on standard output, whatever encoding the terminal claims."""
    sys.stdout.flush()
    out = getattr(sys.stdout, "buffer", None)
    out.write(text.encode() + b"\n") if out else sys.stdout.write(text + "\n")
    sys.stdout.flush()


def as_json(found: PlaceImport) -> str:
    """What was read and done, without the picture."""
    report = {key: value for key, value in found.report.items() if key != "picture"}
    day = found.valid_from
    said = {
        "kind": found.kind,
        "file": found.file_name,
        "valid_from": day.isoformat() if day else None,
        **report,
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def in_words(found: PlaceImport) -> str:
    """What was read and done, for a person at a terminal."""
    report = found.report
    done = ", ".join(f"{count} {what}" for what, count in report["outcome"].items())
    lines = [
        f"{found.file_name}: {report['usable']} of {report['features']} usable, "
        f"read as {report['crs']} ({report['way'].replace('_', ' ')}).",
        f"Done: {done}.",
    ]
    for what in ("repaired", "unusable", "doubled", "nameless", "overlaps", "gaps", "unanswered"):
        lines += _told(what, report.get(what, {"count": 0, "rows": []}))
    return "\n".join(lines)


def _told(what: str, found: dict[str, Any]) -> list[str]:
    if not found["count"]:
        return []
    rows = [f"  {_row(one)}" for one in found["rows"][:_MOST_TOLD]]
    more = found["count"] - len(rows)
    return [f"{what.capitalize()}: {found['count']}", *rows, *([f"  … and {more}"] if more else [])]


def _row(row: dict[str, Any]) -> str:
    if "what" in row:
        facts = ", ".join(f"{name} {value}" for name, value in row["facts"].items())
        return f"{row['where']}: {row['what'].replace('_', ' ')}" + (f" ({facts})" if facts else "")
    if "first" in row:
        return f"{' '.join(row['first'])} and {' '.join(row['second'])}: {row['area']} m²"
    if "area" in row:
        return f"{row['latitude']}, {row['longitude']}: {row['area']} m² {row['within']}".rstrip()
    return " ".join(str(value) for value in row.values() if value)
