"""Workbooks: sheets with heads that stay, widths, formats; text is never a formula."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from prevenio.journal.operations import canonical
from prevenio.web.sheets import bytes_of, cell_of, new_book, new_sheet

_WHOLE, _DECIMAL = "#,##0", "#,##0.##"


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
    book = new_book(title, author=author)
    book.properties.lastModifiedBy = author
    for sheet in sheets:
        _write(book, sheet, colour.lstrip("#"))
    return bytes_of(book, at=at)


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
    made = new_sheet(book, sheet.title, sheet.columns)
    last = get_column_letter(len(sheet.columns))
    made.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"
    made.append([_head(made, name, colour) for name, _width in sheet.columns])
    for row in sheet.rows:
        made.append([_cell(made, value) for value in row])


def _head(sheet: Any, name: str, colour: str) -> Any:
    cell = _cell(sheet, name)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor=colour)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.border = Border(bottom=Side("thin", color="16232E"))
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    """A value as it is; days without their hour, long text in lines, numbers in groups."""
    if isinstance(value, datetime):
        value = value.astimezone(UTC).date()
    cell = cell_of(sheet, value)
    cell.alignment = Alignment(wrap_text=isinstance(value, str) or None, vertical="top")
    if isinstance(value, int | Decimal | float):
        cell.number_format = _WHOLE if value == int(value) else _DECIMAL
    return cell
