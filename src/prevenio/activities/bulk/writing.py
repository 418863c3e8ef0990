"""Workbooks that people fill in or mend: a template of a kind, and rows that were wrong."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl.utils import get_column_letter

from prevenio.activities.bulk.checking import Fault
from prevenio.activities.bulk.reading import FORMULA, Row
from prevenio.activities.models import KindMeasure
from prevenio.activities.written import Written
from prevenio.web.sheets import bytes_of, new_book, write_sheet

_WIDTH = 20


def field_labels() -> Mapping[str, str]:
    """What each field is called at the head of a column and in a list to choose from."""
    return {
        "kind": pgettext("activities", "Kind"),
        "first_day": _("First day"),
        "last_day": _("Last day"),
        "begins_at": _("Begins at"),
        "ends_at": _("Ends at"),
        "title": _("Title"),
        "body": _("Body"),
        "place": _("Place"),
        "precinct": _("Precinct"),
        "municipality": _("Municipality"),
        "action": _("Action"),
        "initiative": _("Initiative"),
        "delivery": _("Way of holding"),
        "audience": _("For whom"),
        "note": _("Note"),
    }


def measure_label(measure: KindMeasure) -> str:
    """The label of a measure with its unit: Seniors (people)."""
    return f"{measure} ({measure.unit})" if measure.unit else str(measure)


def table_of(
    rows: Iterable[Written], measures: Sequence[KindMeasure], *, is_sensitive: bool = False
) -> bytes:
    """A workbook with one row for each activity and a column for each field and measure; without
    rows it is a template. Of sensitive kinds only days and numbers are asked.
    """
    labels = field_labels()
    names = ("kind", "first_day", "last_day", "body", "action") if is_sensitive else tuple(labels)
    heads = [*(labels[name] for name in names), *(measure_label(one) for one in measures)]
    lines = (
        [
            *(_said(getattr(row, name)) for name in names),
            *(row.numbers.get(m.key) for m in measures),
        ]
        for row in rows
    )
    return _book(pgettext("name of a sheet", "Activities"), heads, lines)


def wrong_rows_of(head: Sequence[str], rows: Iterable[tuple[Row, Sequence[Fault]]]) -> bytes:
    """The rows that were not taken, as they stood, and beside each what is wrong with it."""
    heads = [*(name or get_column_letter(place) for place, name in enumerate(head, 1))]
    lines = (
        [
            *(cell.removeprefix(FORMULA) for cell in row.cells),
            " ".join(f"{one.column}: {one.what}" if one.column else one.what for one in faults),
        ]
        for row, faults in rows
    )
    return _book(pgettext("name of a sheet", "Rows to mend"), [*heads, _("What is wrong")], lines)


def _said(value: Any) -> Any:
    """A thing by the word that a row is read by."""
    for name in ("short_name", "code", "key", "name"):
        if word := getattr(value, name, ""):
            return str(word)
    if hasattr(value, "isoformat"):
        return value
    return "" if value is None else str(value)


def _book(title: str, heads: Sequence[str], lines: Iterable[Sequence[Any]]) -> bytes:
    book = new_book()
    write_sheet(book, title, [(head, _WIDTH) for head in heads], lines)
    return bytes_of(book)
