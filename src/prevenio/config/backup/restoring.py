"""Bringing an archive back into an installation, whole or not at all."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from itertools import batched
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from prevenio.config.backup.manifest import KeptTable, Manifest
from prevenio.config.backup.media import staged_media, uploaded_files
from prevenio.config.backup.reading import Archive, ArchiveRefused, opened
from prevenio.config.backup.tables import (
    MADE_ANEW,
    OF_THE_MOMENT,
    ROWS_AT_ONCE,
    SELF_MADE,
    Table,
    migrations,
    tables,
)
from prevenio.journal.queries import Proof, chains, verify_chain
from prevenio.kernel.errors import Refused


class NotEmpty(Refused):
    """Said to the operator at the terminal, so in English alone."""

    message = (
        "This installation is not empty: it holds %(found)s. "
        "With --replace, all that it holds is lost and the archive takes its place."
    )


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back, and whether the journal's chains are whole."""

    made_at: str
    rows: int
    files: int
    proofs: Sequence[Proof]


def restore(path: Path, *, replace: bool = False) -> Restored:
    """Fill a migrated database and the folder of media with what an archive holds.

    All of it, or nothing is changed. Whoever was signed in has to sign in again. Raises
    ArchiveRefused or NotEmpty.
    """
    with opened(path) as archive, _explained(), staged_media() as media:
        manifest = archive.manifest
        kept = {table.label: table for table in tables()}
        _refuse_other_code(manifest, kept)
        if not replace:
            _refuse_unless_empty(kept.values())
        for file in manifest.files:
            archive.unpack(file, media.new)
        with transaction.atomic():
            _empty(kept.values())
            for said in manifest.tables:
                _fill(kept[said.label], said, archive)
            _finish(kept.values())
            for said in manifest.tables:
                _compare(kept[said.label], said)
            proofs = [verify_chain(authority_id) for authority_id in chains()]
            media.put_in_place()
    call_command("wagtail_update_index", verbosity=0, stdout=StringIO())
    rows = sum(table.rows for table in manifest.tables)
    return Restored(manifest.made_at, rows, len(manifest.files), proofs)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        first_line = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise ArchiveRefused(why=f"the database does not take it ({first_line})") from error


def _refuse_other_code(manifest: Manifest, kept: Mapping[str, Table]) -> None:
    here = migrations()
    if missing := sorted({*manifest.migrations} - {*here}):
        raise ArchiveRefused(
            why=f"it was made by Prevenio {manifest.prevenio} and stands on migrations that this "
            f"database lacks, {missing[0]} first. Run `prevenio migrate` or install that version"
        )
    if later := sorted({*here} - {*manifest.migrations}):
        raise ArchiveRefused(
            why=f"it was made by Prevenio {manifest.prevenio}, before the migration {later[0]}. "
            "Restore it with that version, then migrate"
        )
    columns = {said.label: said.columns for said in manifest.tables}
    if columns != {label: table.columns for label, table in kept.items()}:
        raise ArchiveRefused(why="its tables are not those of this installation")


def _refuse_unless_empty(kept: Iterable[Table]) -> None:
    for table in kept:
        if table.model not in SELF_MADE and table.model._base_manager.exists():
            raise NotEmpty(found=f"rows of {table.label}")
    if (file := next(uploaded_files(), None)) is not None:
        raise NotEmpty(found=f"the uploaded file {file.name}")


def _empty(kept: Iterable[Table]) -> None:
    """Sessions and what is cached go as well: they would sign people in as somebody else."""
    anew = apps.get_app_config(MADE_ANEW).get_models()
    models = [*(table.model for table in kept), *OF_THE_MOMENT, *anew]
    with connection.cursor() as cursor:
        for model in reversed(models):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
    ContentType.objects.clear_cache()
    cache.clear()


def _fill(table: Table, said: KeptTable, archive: Archive) -> None:
    with connection.cursor() as cursor:
        for lines in batched(archive.lines(said), ROWS_AT_ONCE):
            cursor.executemany(table.insertion, [_values(table, line) for line in lines])


def _values(table: Table, line: bytes) -> list[Any]:
    try:
        return table.values(line)
    except (ArithmeticError, RecursionError, TypeError, ValidationError, ValueError) as error:
        raise ArchiveRefused(why=f"a row of {table.label} cannot be read") from error


def _finish(kept: Iterable[Table]) -> None:
    """Check every reference, and let the next rows be numbered after those restored."""
    connection.check_constraints()
    models = [table.model for table in kept]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _compare(table: Table, said: KeptTable) -> None:
    """Read the rows back: what a database gives must be what was backed up, to the letter."""
    digest = hashlib.sha256()
    for line in table.lines():
        digest.update(line)
    if digest.hexdigest() != said.sha256:
        raise ArchiveRefused(why=f"the database gives other rows of {table.label} back")
