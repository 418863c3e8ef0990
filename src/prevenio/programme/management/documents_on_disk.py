"""What the commands about documents share: a file read, or a clear refusal."""

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError

from prevenio.people.models import Authority
from prevenio.programme.importing.readers import TooLarge, UnreadableDocument, read_source
from prevenio.programme.importing.source import Source

LANGUAGES = ("pl", "cs", "en")


def read_file(path: Path, language: str) -> tuple[bytes, Source]:
    """The file's bytes and its numbered lines. Raises CommandError, in the language asked for."""
    try:
        size = path.stat().st_size
        if path.is_file() and size > settings.DOCUMENT_LIMIT:
            raise CommandError(TooLarge(path.name, size, settings.DOCUMENT_LIMIT).message(language))
        content = path.read_bytes()
    except OSError as trouble:
        raise CommandError(f"{path}: {trouble.strerror}.") from trouble
    try:
        return content, read_source(content, path.name, limit=settings.DOCUMENT_LIMIT)
    except UnreadableDocument as refusal:
        raise CommandError(refusal.message(language)) from refusal


def authority_named(slug: str | None) -> Authority:
    """The authority with this path, or the only one there is. Raises CommandError."""
    try:
        return _authority_named(slug)
    except DatabaseError as trouble:
        raise CommandError(
            f"The database cannot be used ({trouble}). Set it up with: prevenio migrate"
        ) from trouble


def _authority_named(slug: str | None) -> Authority:
    if slug:
        found = Authority.objects.filter(slug=slug).first()
        if found is None:
            raise CommandError(f"There is no authority with the path “{slug}”.")
        return found
    some = list(Authority.objects.all()[:2])
    if len(some) != 1:
        raise CommandError(
            "Say with --authority SLUG for which authority this is."
            if some
            else "There is no authority yet. Create one first, or add --dry-run to only read."
        )
    return some[0]


def print_json(value: dict[str, Any]) -> None:
    """One JSON object on standard output, whatever encoding the terminal claims."""
    sys.stdout.flush()
    text = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.buffer.write(text.encode() + b"\n") if hasattr(sys.stdout, "buffer") else print(text)
    sys.stdout.flush()
