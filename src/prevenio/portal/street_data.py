"""Duties as a table for spreadsheets; the names of the columns are kept."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields

from django.utils.translation import gettext as _

from prevenio.places.queries.duties import CurrentDuty
from prevenio.web.sheets import text_in_csv

COLUMNS = tuple(one.name for one in fields(CurrentDuty))


def columns() -> Sequence[tuple[str, str]]:
    """Each column with what stands in it."""
    meant = {
        "kind": _("code of the kind of precinct: police, guard, council …"),
        "role": _("what the duty is called"),
        "precinct_code": _("code of the precinct; empty where it is for more than one"),
        "precinct": _("name of the precinct"),
        "municipality_code": _("TERYT or RÚIAN code of the municipality"),
        "municipality": _("name of the municipality"),
        "title": _("rank or title of the person"),
        "name": _("name of the person in office"),
        "body": _("the body that the person works for, or that answers itself"),
        "phone": _("phone"),
        "email": _("e-mail"),
        "website": _("address of an own page"),
        "place": _("where to find the person"),
        "span": _("HOURS in office hours, NIGHT when the others are off, ALWAYS day and night"),
        "hours": _("office hours in words"),
        "first_day": _("first day of the duty, year-month-day"),
        "last_day": _("last day of the duty"),
        "absent_until": _("last day of a present absence"),
        "deputy": _("who stands in"),
        "deputy_phone": _("phone of who stands in"),
    }
    return [(name, meant[name]) for name in COLUMNS]


def duties_as_csv(rows: Iterable[CurrentDuty]) -> bytes:
    """One row for each duty; a cell never runs as a formula."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows([text_in_csv(value) for value in astuple(row)] for row in rows)
    # Spreadsheets know UTF-8 by its mark alone.
    return file.getvalue().encode("utf-8-sig")
