"""The report on coverage as files: a workbook, and what is missing and the counts as CSV."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import StringIO

from django.utils.translation import gettext as _

from prevenio.places.models import Address
from prevenio.places.queries.coverage import Coverage
from prevenio.places.queries.naming import Lack, NamedAddress, TownNaming, named_addresses
from prevenio.places.queries.problems import problems_of
from prevenio.web.sheets import bytes_of, new_book, text_in_csv, write_sheet

# Of each kind, and of those with too few people, so many addresses are written out; the counts
# hold all of them.
MOST_ADDRESSES = 20_000
_NAMES = ("what", "kind", "code", "name", "where", "first_day", "last_day")
_COUNTS = ("addresses", "without_precinct", "nobody", "few", "enough")


def coverage_xlsx(coverage: Coverage, *, title: str, at: datetime) -> bytes:
    """The kinds, what is missing, the municipalities, and two sheets of addresses."""
    book = new_book(title)
    write_sheet(book, _("Kinds"), _kind_columns(), _kind_rows(coverage))
    write_sheet(book, _("Municipalities"), _town_columns(), _town_rows(coverage))
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
    towards = [(_("Municipality"), 24), (_("Address"), 34)]
    points = [(_("Latitude"), 12), (_("Longitude"), 12)]
    people = (_("People named"), 12)
    write_sheet(
        book, _("Addresses"), [(_("Kind"), 24), *towards, *points, people], _bare_rows(coverage)
    )
    heads = [*towards, *points, people, (_("In a precinct"), 12)]
    write_sheet(book, _("Too few people named"), heads, _few_rows(coverage))
    return bytes_of(book, at=at)


def coverage_csv(coverage: Coverage) -> bytes:
    """What is missing as one table, with names of columns that stay; addresses come last."""
    return _csv((*_NAMES, "people"), _missing_rows(coverage))


def municipalities_csv(coverage: Coverage) -> bytes:
    """How many addresses of each municipality lack what; one without a name is outside of all."""
    rows = (
        (one.code, one.name, *(getattr(one, name) for name in _COUNTS))
        for one in coverage.naming.rows
    )
    return _csv(("code", "municipality", *_COUNTS), rows)


def _csv(names: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(names)
    writer.writerows([text_in_csv(value) for value in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _missing_rows(coverage: Coverage) -> Iterator[Sequence[object]]:
    for one in problems_of(coverage):
        yield (*(getattr(one, name) for name in _NAMES), "")
    for kind, town, address, _lat, _lon, people in _bare_rows(coverage):
        yield "address", kind, "", address, town, "", "", people
    for town, address, _lat, _lon, people, _has in _few_rows(coverage):
        yield "few", "", "", address, town, "", "", people


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


def _town_columns() -> Sequence[tuple[str, int]]:
    return [
        (_("Code"), 12),
        (_("Municipality"), 30),
        (_("Addresses"), 12),
        (_("Without a precinct"), 14),
        (_("Nobody named"), 14),
        (_("Fewer than three named"), 14),
        (_("Three or more named"), 14),
    ]


def _town_rows(coverage: Coverage) -> Iterator[Sequence[object]]:
    for one in coverage.naming.rows:
        yield one.code, said_of(one), *(getattr(one, name) for name in _COUNTS)
    total = coverage.naming.total
    yield "", _("Together"), *(getattr(total, name) for name in _COUNTS)


def said_of(one: TownNaming) -> str:
    """The name of a municipality, or what stands for addresses in none."""
    return one.name or _("Outside every municipality")


type _Bare = tuple[str, str, str, float, float, int]
type _Few = tuple[str, str, float, float, int, str]


def _bare_rows(coverage: Coverage) -> Iterator[_Bare]:
    for kind in coverage.kinds:
        if kind.is_expected:
            ids = coverage.bare[kind.code][:MOST_ADDRESSES]
            for one in named_addresses(naming=coverage.naming, ids=ids):
                yield kind.name, *_place(one), one.people


def _few_rows(coverage: Coverage) -> Iterator[_Few]:
    ids = coverage.naming.lacking(Lack.FEW)[:MOST_ADDRESSES]
    for one in named_addresses(naming=coverage.naming, ids=ids):
        yield *_place(one), one.people, _("yes") if one.has_precinct else _("no")


def _place(one: NamedAddress) -> tuple[str, str, float, float]:
    address = one.address
    return _town(address), str(address), address.latitude, address.longitude


def _town(address: Address) -> str:
    return address.municipality.name if address.municipality else address.part
