"""Workbooks written row by row: heads that stay, widths; text is never a formula."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from prevenio.web.packing import always_alike

# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_FORBIDDEN_IN_TITLES = re.compile(r"[\\/?*\[\]:]")
_DAY = "yyyy-mm-dd"


def new_book(title: str | None = None, *, author: str = "Prevenio") -> Workbook:
    """An empty workbook whose rows are written as they are read."""
    book = Workbook(write_only=True)
    book.properties.creator = author
    book.properties.title = title and ILLEGAL_CHARACTERS_RE.sub("", title)
    return book


def new_sheet(book: Workbook, title: str, columns: Sequence[tuple[str, int]]) -> Any:
    """An empty sheet whose first row stays; `columns` are words and widths in letters."""
    sheet: Any = book.create_sheet(title=_FORBIDDEN_IN_TITLES.sub(" ", title)[:31])
    sheet.freeze_panes = "A2"
    for place, (_name, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    return sheet


def write_sheet(
    book: Workbook,
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[object]],
) -> None:
    """A sheet with bold heads; `columns` are their words and widths in letters."""
    sheet = new_sheet(book, title, columns)
    heads = [cell_of(sheet, name) for name, _width in columns]
    for head in heads:
        head.font, head.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    sheet.append(heads)
    for row in rows:
        sheet.append([cell_of(sheet, value) for value in row])


def cell_of(sheet: Any, value: Any) -> Any:
    """A value as it is; text always as text, whatever sign it begins with."""
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell = WriteOnlyCell(sheet, value=text)
        cell.data_type = "s"
        # What spreadsheets know an apostrophe by: the text stays text when it is edited.
        cell.quotePrefix = text.startswith(_FORMULA)
        return cell
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, date):
        cell.number_format = _DAY
    return cell


def text_in_csv(value: object) -> str:
    """A value as text for CSV, where only an apostrophe keeps text from running as a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def bytes_of(book: Workbook, *, at: datetime | None = None) -> bytes:
    """The workbook as XLSX; with the moment `at` the same rows give the same bytes."""
    if at is not None:
        book.properties.created = at.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    written = BytesIO()
    book.save(written)
    return always_alike(written.getvalue(), at) if at is not None else written.getvalue()
