"""The list of activities as a workbook and as CSV: one row each, one column for each measure."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.activities.models import Activity
from prevenio.activities.queries.lists import used_measures
from prevenio.web.sheets import bytes_of, new_book, text_in_csv, write_sheet

_AT_ONCE = 500
_WIDTH = 18


def workbook_of(activities: QuerySet[Activity]) -> bytes:
    """A workbook in the language of the page; text stays text, whatever sign it begins with."""
    book = new_book()
    measures = used_measures(activities)
    columns = [(head, _WIDTH) for head in _heads(measures)]
    title = pgettext("name of a sheet", "Activities")
    write_sheet(book, title, columns, _rows(activities, measures))
    return bytes_of(book)


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
    return f"{value.normalize():f}" if isinstance(value, Decimal) else text_in_csv(value)
