"""The list of problem places as a table for the staff: one row each."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.reports.queries.place_list import Row
from prevenio.web.sheets import text_in_csv


def csv_of(rows: Sequence[Row]) -> bytes:
    """UTF-8 with its mark, semicolons between the cells; no cell runs as a formula."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([text_in_csv(head) for head in _heads()])
    writer.writerows([_cell(value) for value in _row(one)] for one in rows)
    return file.getvalue().encode("utf-8-sig")


def _heads() -> Sequence[str]:
    return [
        _("Number"),
        _("Name of the place"),
        _("Category"),
        _("State"),
        _("Public"),
        _("People"),
        _("Reports"),
        _("Newest report"),
        _("Does it fade?"),
        pgettext("when it happens", "Most often"),
        _("Precinct"),
        _("Municipality"),
        _("Body"),
        _("Action"),
        _("Activity"),
        _("Day of the activity"),
        _("Tried"),
        pgettext("day on which something was tried", "Tried on"),
        _("Review by"),
        _("Next review"),
        _("Opened on"),
        _("Latitude"),
        _("Longitude"),
    ]


def _row(row: Row) -> Sequence[object]:
    # The list has added its own numbers to the place (`place_list.listed`).
    place = row.place
    return [
        row.number,
        place.name,
        row.category,
        place.get_state_display(),
        _("yes") if place.is_public else _("no"),
        row.people,
        getattr(place, "report_count", None),
        _day(getattr(place, "newest", None)),
        row.trend.words,
        "; ".join(row.windows),
        place.precinct,
        place.municipality,
        place.body,
        place.action,
        place.activity,
        place.activity.first_day if place.activity else None,
        getattr(place, "tried", None),
        _day(getattr(place, "tried_at", None)),
        place.review_due_on if place.is_open else None,
        place.next_review_on,
        _day(place.opened_at),
        place.latitude,
        place.longitude,
    ]


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _cell(value: object) -> object:
    return value if isinstance(value, int | float) else text_in_csv(value)
