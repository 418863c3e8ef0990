"""The door of the package: a file's bytes in, plain values and doubts out."""

import hashlib

from prevenio.indicators.importing.bdl import read_bdl
from prevenio.indicators.importing.kinds import kind_of
from prevenio.indicators.importing.plain_tables import read_csv
from prevenio.indicators.importing.reading_parts import Parts
from prevenio.indicators.importing.refusals import EmptyFile, NoTable, TooLarge, printable
from prevenio.indicators.importing.tsk import read_tsk
from prevenio.indicators.importing.values import StatisticsFile
from prevenio.indicators.importing.workbook import read_workbook

LIMIT = 20 * 1024 * 1024
SHEETS_IN_WORDS = 8


def read_statistics(content: bytes, name: str, *, limit: int = LIMIT) -> StatisticsFile:
    """Every number of the file with its cell, and what a person has to look at.

    Nothing is written anywhere. `limit` is in bytes. Raises UnreadableStatistics: every refusal is
    one of its kinds.
    """
    if len(content) > limit:
        sizes = f"it has {len(content)} bytes, and files up to {limit} bytes are read"
        raise TooLarge(name, sizes)
    if not content.strip():
        raise EmptyFile(name)
    parts = read_csv(content, name) if kind_of(content, name) == "csv" else _workbook(content, name)
    return StatisticsFile(
        source=parts.source,
        title=parts.title or printable(name),
        updated_on=parts.updated_on,
        sha256=hashlib.sha256(content).hexdigest(),
        values=tuple(parts.values),
        doubts=tuple(parts.doubts),
        notes=tuple(parts.notes),
    )


def _workbook(content: bytes, name: str) -> Parts:
    sheets = read_workbook(content, name)
    parts = read_bdl(sheets, name) or read_tsk(sheets, name)
    if parts is None:
        titles = [sheet.title for sheet in sheets]
        some = ", ".join(f"“{title}”" for title in titles[:SHEETS_IN_WORDS]) or "no sheet"
        raise NoTable(name, some + (" …" if len(titles) > SHEETS_IN_WORDS else ""))
    return parts
