"""A CSV or XLSX file as a table of plain text, whatever hand or program has written it."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from prevenio.kernel.errors import Refused

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 5000
MOST_COLUMNS = 200
LONGEST_CELL = 6000
_MOST_UNPACKED = 120 * 1024 * 1024
_MOST_PARTS = 2000
_MOST_RATIO = 200
_RATIO_MATTERS_FROM = 10 * 1024 * 1024
# Stands before what is a formula, or its failure, in the file; no keyboard types it.
FORMULA = "\ue000"
_RUNS_AS_FORMULA = ("=", "+", "-", "@")
_PACKED = b"PK"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_SEPARATORS = (";", ",", "\t")


class Remark(StrEnum):
    """What a person should know about how the file was read."""

    CP1250 = "CP1250"
    UTF16 = "UTF16"
    MERGED = "MERGED"
    MORE_SHEETS = "MORE_SHEETS"
    SEMICOLON = "SEMICOLON"
    COMMA = "COMMA"
    TAB = "TAB"


class FileTooLarge(Refused):
    message = _("The file is too large: %(most)s MB at most. Cut it into several files.")


class EmptyFile(Refused):
    message = _("There are no rows in the file. The first row holds the names of the columns.")


class OldWorkbook(Refused):
    message = _("This is an old .xls file. Save it as .xlsx or CSV and upload it again.")


class BrokenFile(Refused):
    message = _("This file cannot be read as XLSX or CSV. Save it again and upload it once more.")


class LockedFile(Refused):
    message = _("This file is locked with a password. Save it without one.")


class UnknownLetters(Refused):
    message = _("The letters of this file cannot be read. Save it as “CSV UTF-8” or as XLSX.")


class TooManyRows(Refused):
    message = _("There are more than %(most)s rows. Cut the file into several ones.")


class TooManyColumns(Refused):
    message = _("There are more than %(most)s columns. Leave out what is not about activities.")


class CellTooLong(Refused):
    message = _("Row %(row)s holds a text of more than %(most)s characters. Shorten it.")


class QuotesOpen(Refused):
    message = _("Near row %(row)s a quotation mark is never closed. Save the file as XLSX instead.")


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its number in the file."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns, the rows that are not empty, and how the file was read."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...] = ()


def read_table(content: bytes) -> Table:
    """The file as a table. Raises a refusal that says what to do about the file."""
    if len(content) > MOST_BYTES:
        raise FileTooLarge(most=MOST_BYTES // 1024 // 1024)
    if content.startswith(_OLD_WORKBOOK):
        raise OldWorkbook
    if content.startswith(_PACKED):
        rows, remarks = _workbook(content)
    else:
        rows, remarks = _text(content)
    return _table(rows, remarks)


def _table(rows: Iterable[Row], remarks: Sequence[Remark]) -> Table:
    head: tuple[str, ...] = ()
    found: list[Row] = []
    for row in rows:
        if not any(row.cells):
            continue
        if len(row.cells) > MOST_COLUMNS:
            raise TooManyColumns(most=MOST_COLUMNS)
        if any(len(cell) > LONGEST_CELL for cell in row.cells):
            raise CellTooLong(row=row.number, most=LONGEST_CELL)
        if not head:
            head = tuple(cell.removeprefix(FORMULA) for cell in row.cells)
            continue
        found.append(row)
        if len(found) > MOST_ROWS:
            raise TooManyRows(most=MOST_ROWS)
    if not found:
        raise EmptyFile
    return _squared(head, found, remarks)


def _squared(head: tuple[str, ...], rows: Sequence[Row], remarks: Sequence[Remark]) -> Table:
    """Every row as wide as the widest one."""
    width = max(len(head), *(len(row.cells) for row in rows))

    def wide(cells: tuple[str, ...]) -> tuple[str, ...]:
        return cells + ("",) * (width - len(cells))

    squared = tuple(Row(row.number, wide(row.cells)) for row in rows)
    return Table(wide(head), squared, tuple(remarks))


def _text(content: bytes) -> tuple[Iterator[Row], Sequence[Remark]]:
    text, remark = _decoded(content)
    separator = _separator_of(text)
    told = {";": Remark.SEMICOLON, ",": Remark.COMMA, "\t": Remark.TAB}[separator]
    return _lines(text, separator), [*([remark] if remark else []), told]


def _decoded(content: bytes) -> tuple[str, Remark | None]:
    """UTF-8 with or without its mark, UTF-16 with it, else the letters of older programs."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(content, "utf-16"), Remark.UTF16
    try:
        return _strictly(content, "utf-8-sig"), None
    except UnknownLetters:
        return _strictly(content, "cp1250"), Remark.CP1250


def _strictly(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeError as error:
        raise UnknownLetters from error
    if "\0" in text:
        raise UnknownLetters
    return text


def _separator_of(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    widths = {one: len(next(csv.reader([first], delimiter=one), [])) for one in _SEPARATORS}
    return max(_SEPARATORS, key=lambda one: widths[one])


def _lines(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise QuotesOpen(row=reader.line_num) from error
        yield Row(reader.line_num, _without_tail(_typed(cell) for cell in cells))


def _typed(cell: str) -> str:
    """A cell of a text file; an apostrophe only tells that what follows is no formula."""
    said = _clean(cell)
    if said.startswith("'") and said[1:].startswith(_RUNS_AS_FORMULA):
        return said[1:]
    return f"{FORMULA}{said}" if said.startswith("=") else said


def _workbook(content: bytes) -> tuple[Iterator[Row], Sequence[Remark]]:
    is_merged = _refuse_bomb(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheets = [one for one in book.worksheets if one.sheet_state == "visible"]
    except Exception as error:
        # A vendor's reader over a stranger's file raises whatever it stumbles over.
        raise BrokenFile from error
    if not sheets:
        raise EmptyFile
    remarks = [Remark.MERGED] if is_merged else []
    if len(sheets) > 1:
        remarks.append(Remark.MORE_SHEETS)
    return _sheet_rows(sheets[0]), remarks


def _sheet_rows(sheet: Any) -> Iterator[Row]:
    # The size that a sheet claims to have may be a lie.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_col=MOST_COLUMNS + 1)
    number = 0
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except Exception as error:
            raise BrokenFile from error
        number += 1
        yield Row(number, _without_tail(_of_sheet(cell) for cell in cells))


def _of_sheet(cell: Any) -> str:
    value = cell.value
    if cell.data_type in ("f", "e"):
        return f"{FORMULA}{_clean(str(value))}"
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            is_day = value.time() == time.min
            return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return _clean(str(value))


def _refuse_bomb(content: bytes) -> bool:
    """Refuse what unpacks too far; whether a sheet has merged cells."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            size = sum(one.file_size for one in parts)
            is_dense = size > _MOST_RATIO * len(content) and size > _RATIO_MATTERS_FROM
            if len(parts) > _MOST_PARTS or size > _MOST_UNPACKED or is_dense:
                raise FileTooLarge(most=MOST_BYTES // 1024 // 1024)
            if any(one.flag_bits & 1 for one in parts):
                raise LockedFile
            return any(_is_merged(packed, one) for one in parts)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise BrokenFile from error


def _is_merged(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    if not re.fullmatch(r"xl/worksheets/[^/]+\.xml", part.filename):
        return False
    with packed.open(part) as stream:
        # Reads no more than the part declares, which has been measured.
        return b"<mergeCell " in stream.read(part.file_size)


def _without_tail(cells: Iterable[str]) -> tuple[str, ...]:
    """Without the empty cells at the end, of which a sheet may have thousands."""
    found = list(cells)
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _clean(text: str) -> str:
    """Without spaces around it, marks that nobody sees, and our own sign."""
    seen = (one for one in text if one >= " " or one in "\t\n")
    return "".join(seen).replace(FORMULA, "").replace("\ufeff", "").strip()
