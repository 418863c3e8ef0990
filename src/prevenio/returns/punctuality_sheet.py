"""Completeness and timeliness as a workbook: one row for each body or area."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.returns.queries.punctuality import Punctuality, Reports
from prevenio.web.sheets import bytes_of, new_book, write_sheet

# The same table gives the same bytes: the workbook bears no moment of its own.
_MADE = datetime(2000, 1, 1, tzinfo=UTC)


def workbook_of_punctuality(found: Punctuality, *, by_area: bool) -> bytes:
    """Expected, actual and timely returns with both rates, period by period."""
    book = new_book(_("Completeness and timeliness"))
    columns = [(_("Area") if by_area else _("Body"), 40)]
    for period in found.periods:
        columns += [(f"{period.name}: {word}", 14) for word in _words()]
    write_sheet(book, pgettext("name of a sheet", "Punctuality"), columns, _rows(found))
    return bytes_of(book, at=_MADE)


def _words() -> Sequence[str]:
    return [
        pgettext("returns", "expected"),
        pgettext("returns", "sent"),
        pgettext("returns", "on time"),
        _("reporting rate, %"),
        _("rate on time, %"),
    ]


def _rows(found: Punctuality) -> Iterable[Sequence[object]]:
    for row in found.rows:
        yield [row.name, *(value for cell in row.cells for value in _values(cell))]
    yield [_("Total"), *(value for cell in found.totals for value in _values(cell))]


def _values(cell: Reports | None) -> Sequence[object]:
    if cell is None:
        return [None] * 5
    return [cell.expected, cell.actual, cell.on_time, cell.rate, cell.rate_on_time]
