"""The register of equipment as a workbook and as CSV."""

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import StringIO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.region.models import Equipment
from prevenio.web.sheets import bytes_of, new_book, text_in_csv, write_sheet

# The same table gives the same bytes: the workbook bears no moment of its own.
_MADE = datetime(2000, 1, 1, tzinfo=UTC)


def workbook_of(rows: Iterable[Equipment], *, currency: str) -> bytes:
    """The register as XLSX."""
    book = new_book(_("Equipment"))
    write_sheet(book, pgettext("name of a sheet", "Equipment"), _columns(currency), map(_row, rows))
    return bytes_of(book, at=_MADE)


def csv_of(rows: Iterable[Equipment], *, currency: str) -> str:
    """The register as CSV with a byte order mark, so that spreadsheets read its letters."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([name for name, _width in _columns(currency)])
    for row in rows:
        writer.writerow([text_in_csv(value) for value in _row(row)])
    return "\ufeff" + written.getvalue()


def _columns(currency: str) -> Sequence[tuple[str, int]]:
    return [
        (_("What"), 40),
        (_("Inventory number"), 18),
        (_("Body"), 30),
        (_("Municipality"), 24),
        (_("Given on"), 14),
        (_("Value, %(currency)s") % {"currency": currency}, 16),
        (_("Source of money"), 30),
        (_("State"), 16),
        (_("Note"), 40),
    ]


def _row(row: Equipment) -> Sequence[object]:
    return [
        row.what,
        row.inventory_number,
        str(row.body or ""),
        str(row.municipality or ""),
        row.given_on,
        row.value,
        row.source,
        str(row.get_state_display()),
        row.note,
    ]
