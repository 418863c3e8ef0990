"""The report on coverage as files: a workbook, and one table as CSV."""

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import StringIO

from django.utils.translation import gettext as _

from prevenio.places.models import Address
from prevenio.places.queries.coverage import Coverage, bare_addresses
from prevenio.places.queries.problems import problems_of
from prevenio.web.sheets import bytes_of, new_book, text_in_csv, write_sheet

# Of each kind so many addresses are written out; the counts hold all of them.
MOST_ADDRESSES = 20_000
_NAMES = ("what", "kind", "code", "name", "where", "first_day", "last_day")


def coverage_xlsx(coverage: Coverage, *, title: str, at: datetime) -> bytes:
    """Three sheets: the kinds, what is missing, the addresses without a precinct."""
    book = new_book(title)
    write_sheet(book, _("Kinds"), _kind_columns(), _kind_rows(coverage))
    words = _what()
    columns = [
        (_("What is missing"), 34),
        (_("Kind"), 24),
        (_("Code"), 12),
        (_("Name"), 34),
        (_("Where"), 34),
        (_("First day"), 12),
        (_("Last day"), 12),
    ]
    problems = (
        (words[one.what], *(getattr(one, name) for name in _NAMES[1:]))
        for one in problems_of(coverage)
    )
    write_sheet(book, _("What is missing"), columns, problems)
    heads = [(_("Kind"), 24), (_("Municipality"), 24), (_("Address"), 34)]
    points = [(_("Latitude"), 12), (_("Longitude"), 12)]
    write_sheet(book, _("Addresses"), [*heads, *points], _address_rows(coverage))
    return bytes_of(book, at=at)


def coverage_csv(coverage: Coverage) -> bytes:
    """What is missing as one table, with names of columns that stay; addresses come last."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(_NAMES)
    for one in problems_of(coverage):
        writer.writerow([text_in_csv(getattr(one, name)) for name in _NAMES])
    for kind, town, address, *_point in _address_rows(coverage):
        writer.writerow([text_in_csv(one) for one in ("address", kind, "", address, town, "", "")])
    return written.getvalue().encode("utf-8-sig")


def _what() -> dict[str, str]:
    return {
        "municipality": _("Municipality that the kind does not cover"),
        "precinct": _("Precinct without anybody"),
        "contact": _("Person without phone, e-mail or page"),
        "ending": _("Duty that ends within 30 days"),
        "gap": _("Days to come without anybody"),
    }


def _kind_columns() -> Sequence[tuple[str, int]]:
    return [
        (_("Kind"), 24),
        (_("Expected everywhere"), 12),
        (_("Precincts"), 12),
        (_("Precincts without anybody"), 14),
        (_("Addresses without a precinct"), 14),
        (_("Addresses without anybody"), 14),
        (_("Municipalities not covered"), 14),
    ]


def _kind_rows(coverage: Coverage) -> Iterator[Sequence[object]]:
    for one in coverage.kinds:
        yield (
            one.name,
            _("yes") if one.is_expected else _("no"),
            one.precincts,
            one.precincts_without_people,
            one.addresses_without_precinct,
            one.addresses_without_people,
            len(one.bare_municipalities),
        )


def _address_rows(coverage: Coverage) -> Iterator[tuple[str, str, str, float, float]]:
    for kind in coverage.kinds:
        if kind.is_expected:
            for one in bare_addresses(coverage=coverage, kind=kind.code, most=MOST_ADDRESSES):
                yield kind.name, _town(one), str(one), one.latitude, one.longitude


def _town(address: Address) -> str:
    return address.municipality.name if address.municipality else address.part
