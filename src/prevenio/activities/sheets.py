"""The list of activities as a workbook and as CSV: one row each, one column for each measure."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from prevenio.activities.models import Activity
from prevenio.activities.queries.lists import used_measures

# What a spreadsheet would take for a formula; CSV has no other way to say that it is text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_AT_ONCE = 500
_WIDTH = 18


def workbook_of(activities: QuerySet[Activity]) -> bytes:
    """A workbook in the language of the page; text stays text, whatever sign it begins with."""
    book = Workbook(write_only=True)
    book.properties.creator = "Prevenio"
    sheet = book.create_sheet(title=pgettext("name of a sheet", "Activities")[:31])
    sheet.freeze_panes = "A2"
    measures = used_measures(activities)
    heads = _heads(measures)
    for place in range(1, len(heads) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTH
    cells = [_cell(sheet, head) for head in heads]
    for cell in cells:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    sheet.append(cells)
    for row in _rows(activities, measures):
        sheet.append([_cell(sheet, value) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def csv_of(activities: QuerySet[Activity]) -> Iterator[bytes]:
    """The same rows as UTF-8 text with its mark, semicolons between them."""
    measures = used_measures(activities)
    yield "\ufeff".encode()
    yield _line(_heads(measures))
    for row in _rows(activities, measures):
        yield _line(row)


def _heads(measures: Mapping[str, str]) -> Sequence[str]:
    return [
        _("First day"),
        _("Last day"),
        pgettext("activities", "Kind"),
        _("Title"),
        _("Body"),
        _("Action"),
        _("Initiative"),
        _("Place"),
        _("Precinct"),
        _("Municipality"),
        _("State"),
        _("For whom"),
        _("Note"),
        *measures.values(),
    ]


def _rows(
    activities: QuerySet[Activity], measures: Mapping[str, str]
) -> Iterable[Sequence[object]]:
    related = activities.select_related("kind", "body", "action", "initiative", "municipality")
    for one in related.prefetch_related("values__measure").iterator(chunk_size=_AT_ONCE):
        numbers = {value.measure.key: value.number for value in one.values.all()}
        yield [
            one.first_day,
            one.last_day,
            str(one.kind),
            one.title,
            one.body.short_name,
            str(one.action or ""),
            str(one.initiative or ""),
            one.place,
            one.precinct,
            str(one.municipality or ""),
            str(one.get_state_display()),
            one.audience,
            one.note,
            *(numbers.get(key) for key in measures),
        ]


def _line(row: Sequence[object]) -> bytes:
    written = io.StringIO()
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerow(map(_text, row))
    return written.getvalue().encode()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell = WriteOnlyCell(sheet, value=text)
        cell.data_type = "s"
        if text.startswith(_FORMULA):
            # What spreadsheets know an apostrophe by: the text stays text when it is edited.
            cell.quotePrefix = True
        return cell
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    return cell
