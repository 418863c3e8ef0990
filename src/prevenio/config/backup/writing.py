"""Writing an archive: one moment of the database, and the uploaded files."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.db import connection, transaction

from prevenio.config.backup.manifest import MEDIA, NAME, KeptFile, KeptTable, Manifest
from prevenio.config.backup.media import uploaded_files
from prevenio.config.backup.tables import Table, migrations, tables
from prevenio.kernel.errors import Refused

BLOCK = 1024 * 1024


class FileInTheWay(Refused):
    """Said to the operator at the terminal, so in English alone."""

    message = "There is already a file %(path)s. Choose another name; no backup is overwritten."


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What was written, for the operator to see and to keep."""

    tables: int
    rows: int
    files: int
    size: int
    sha256: str


def back_up(path: Path, *, at: datetime) -> BackedUp:
    """Write everything to one new file, readable by its owner alone. Raises FileInTheWay.

    Other people can go on working meanwhile: the archive shows the moment at which it was begun.
    """
    if path.exists():
        raise FileInTheWay(path=path)
    with _unfinished(path) as beside:
        with ZipFile(beside, "w", ZIP_DEFLATED, compresslevel=6) as archive, _one_moment():
            manifest = _write(archive, at)
        done = BackedUp(
            tables=len(manifest.tables),
            rows=sum(table.rows for table in manifest.tables),
            files=len(manifest.files),
            size=beside.stat().st_size,
            sha256=digest_of_file(beside),
        )
        if path.exists():
            raise FileInTheWay(path=path)
        beside.rename(path)
    return done


def digest_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _unfinished(path: Path) -> Iterator[Path]:
    """A file beside the wanted one, so that a backup that failed never looks like a whole one."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read everything as of one moment, without keeping writers out."""
    is_outermost = not connection.in_atomic_block
    with _deferred(connection), transaction.atomic():
        if connection.vendor == "postgresql" and is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _deferred(database: Any) -> Iterator[None]:
    """SQLite's transactions otherwise begin by taking the lock of the one writer."""
    if connection.vendor != "sqlite":
        yield
        return
    database.ensure_connection()
    before, database.transaction_mode = database.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        database.transaction_mode = before


def _write(archive: ZipFile, at: datetime) -> Manifest:
    manifest = Manifest(
        made_at=at.isoformat(),
        prevenio=version("prevenio"),
        database=connection.vendor,
        migrations=migrations(),
        tables=[_write_table(archive, table) for table in tables()],
        files=[_write_file(archive, path) for path in uploaded_files()],
    )
    archive.writestr(NAME, manifest.as_json())
    return manifest


def _write_table(archive: ZipFile, table: Table) -> KeptTable:
    seen = KeptTable(table.label, table.columns, 0, "")
    count, sha256 = _write_member(archive, seen.member, ZIP_DEFLATED, table.lines())
    return KeptTable(table.label, table.columns, count, sha256)


def _write_file(archive: ZipFile, path: Path) -> KeptFile:
    relative = path.relative_to(settings.MEDIA_ROOT).as_posix()
    with path.open("rb") as file:
        blocks = iter(lambda: file.read(BLOCK), b"")
        size, sha256 = _write_member(archive, f"{MEDIA}{relative}", ZIP_STORED, blocks, len)
    return KeptFile(relative, size, sha256)


def _write_member(
    archive: ZipFile,
    name: str,
    compression: int,
    parts: Iterable[bytes],
    weigh: Callable[[bytes], int] = lambda _part: 1,
) -> tuple[int, str]:
    """Stream parts into one member; what they weigh together, and their digest."""
    member = ZipInfo(name)
    member.compress_type = compression
    total, digest = 0, hashlib.sha256()
    with archive.open(member, "w", force_zip64=True) as stream:
        for part in parts:
            stream.write(part)
            digest.update(part)
            total += weigh(part)
    return total, digest.hexdigest()
