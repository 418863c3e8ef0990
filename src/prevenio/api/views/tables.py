"""Tables of public numbers as CSV."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop

from prevenio.api.views.authorities import authority_of
from prevenio.web.sheets import text_in_csv

CSV = "text/csv; charset=utf-8"
TAG = gettext_noop("Reports for maps and tables")
TABLE = {"text/csv": {"schema": {"type": "string"}}}


def table_of(
    request: HttpRequest, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> HttpResponse:
    """One row for each; a cell never runs as a formula. Numbers are no formulas."""
    authority = authority_of(request)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    answer = HttpResponse(file.getvalue().encode("utf-8-sig"), content_type=CSV)
    answer.headers["Content-Disposition"] = f'attachment; filename="{authority.slug}-{name}.csv"'
    return answer


def _cell(value: object) -> object:
    return value if isinstance(value, int | float) else text_in_csv(value)
