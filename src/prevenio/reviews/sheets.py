"""Workbooks: sheets with heads that stay, widths, formats; text is never a formula."""

import hashlib
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from prevenio.journal.operations import canonical

# A workbook's own clock starts in 1980; any day will do, as long as it is always the same.
_PACKED_ON = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FORBIDDEN_IN_TITLES = re.compile(r"[\\/?*\[\]:]")
_LONGEST = 32_767
_DAY, _WHOLE, _DECIMAL = "yyyy-mm-dd", "#,##0", "#,##0.##"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its columns with their widths in letters, its rows."""

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[object]]


def workbook_of(
    title: str, author: str, sheets: Sequence[Sheet], *, at: datetime, colour: str
) -> bytes:
    """The sheets as XLSX; the same rows and moment give the same bytes.

    `colour` is that of the heads, as #1F4173.
    """
    moment = at.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    book = Workbook(write_only=True)
    book.properties.creator = book.properties.lastModifiedBy = author
    book.properties.title = title
    book.properties.created = moment
    for sheet in sheets:
        _write(book, sheet, colour.lstrip("#"))
    written = BytesIO()
    book.save(written)
    return _always_alike(written, moment)


def digest_of(sheets: Sequence[Sheet]) -> str:
    """SHA-256 over what the sheets hold, in canonical JSON, as hexadecimal digits."""
    said = [
        [
            one.title,
            [name for name, _width in one.columns],
            [list(map(_text, row)) for row in one.rows],
        ]
        for one in sheets
    ]
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _write(book: Workbook, sheet: Sheet, colour: str) -> None:
    title = _FORBIDDEN_IN_TITLES.sub(" ", sheet.title)[:31]
    made: Any = book.create_sheet(title=title)
    made.freeze_panes = "A2"
    for place, (_name, width) in enumerate(sheet.columns, start=1):
        made.column_dimensions[get_column_letter(place)].width = width
    rows = sheet.rows
    last = get_column_letter(len(sheet.columns))
    made.auto_filter.ref = f"A1:{last}{len(rows) + 1}"
    made.append([_head(made, name, colour) for name, _width in sheet.columns])
    for row in rows:
        made.append([_cell(made, value) for value in row])


def _head(sheet: Any, name: str, colour: str) -> Any:
    cell = _cell(sheet, name)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor=colour)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.border = Border(bottom=Side("thin", color="16232E"))
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    """A value as it is; text always as text, whatever sign it begins with."""
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST]
        cell = WriteOnlyCell(sheet, value=text)
        cell.data_type = "s"
        # What spreadsheets know an apostrophe by: the text stays text when it is edited.
        cell.quotePrefix = text.startswith(_FORMULA)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        return cell
    if isinstance(value, datetime):
        value = value.astimezone(UTC).date()
    cell = WriteOnlyCell(sheet, value=value)
    cell.alignment = Alignment(vertical="top")
    if isinstance(value, date):
        cell.number_format = _DAY
    elif isinstance(value, int | Decimal | float):
        cell.number_format = _WHOLE if value == int(value) else _DECIMAL
    return cell


def _always_alike(written: BytesIO, at: datetime) -> bytes:
    """The packed workbook without the moment at which it was made."""
    packed = BytesIO()
    moment = at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + moment + rb"\g<2>", content)
            entry = zipfile.ZipInfo(name, date_time=_PACKED_ON)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(entry, content)
    return packed.getvalue()
