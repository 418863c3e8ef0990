"""Reading a table of addresses: RÚIAN's own files, or any CSV with a number and a place."""

import csv
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from prevenio.places.importing import refusals
from prevenio.places.importing.columns import LATITUDE, LONGITUDE, X, Y, columns_of
from prevenio.places.importing.countries import Box
from prevenio.places.importing.naming import plain
from prevenio.places.importing.placing import Placing, placing_of
from prevenio.places.importing.values import Finding

MOST_BYTES = 200 * 1024 * 1024
MOST_ROWS = 1_000_000
ENCODINGS = ("utf-8", "cp1250")
_SEPARATORS = (";", ",", "\t", "|")
_LONGEST_CELL = 100_000


@dataclass(frozen=True, slots=True)
class AddressRow:
    """One house as the table tells it; texts are cut to what can be kept."""

    number_in_file: int
    code: str
    municipality_code: str
    municipality: str
    street: str
    number: str
    part: str
    postcode: str


@dataclass(frozen=True, slots=True)
class AddressTable:
    """The usable rows with the points they stand at (WGS84 degrees), and what was left out."""

    rows: tuple[AddressRow, ...]
    latitudes: tuple[float, ...]
    longitudes: tuple[float, ...]
    placing: Placing
    columns: tuple[str, ...]
    unusable: tuple[Finding, ...] = ()
    doubled: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Found:
    rows: list[AddressRow] = field(default_factory=list)
    x: list[float] = field(default_factory=list)
    y: list[float] = field(default_factory=list)
    unusable: list[Finding] = field(default_factory=list)
    doubled: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class AddressReader:
    """How a table is to be read; `encoding` is UTF-8 unless a person says that it is older.

    An older encoding is never guessed: Windows-1250 is taken only where somebody said so, as for
    the files that the Czech land register publishes.
    """

    country: str
    crs: str = ""
    encoding: str = "utf-8"
    near: Box | None = None

    def table(self, content: bytes, *, most: int = MOST_BYTES) -> AddressTable:
        """The addresses of a CSV. Raises UnreadablePlaces.

        A row without a number or a point is told and left out; of two with one code, or with one
        whole address where there is no code, the first stays.
        """
        if len(content) > most:
            raise refusals.FileTooLarge(most=most // 1024 // 1024)
        head, lines = _split(_text(content, self.encoding))
        cells = columns_of(head)
        found = _gathered(cells, lines, len(head))
        if not found.rows:
            return AddressTable((), (), (), Placing(""), tuple(head), tuple(found.unusable))
        x, y = np.array(found.x), np.array(found.y)
        crs = self.crs or ("EPSG:4326" if LATITUDE in cells else _usual(head))
        placing = placing_of(x, y, crs=crs, country=self.country, near=self.near)
        longitudes, latitudes = placing(x, y)
        return _kept(found, latitudes.tolist(), longitudes.tolist(), placing, head)


def _text(content: bytes, encoding: str) -> str:
    if not content.strip():
        raise refusals.FileEmpty
    try:
        return content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as trouble:
        raise refusals.NotUtf8(line=content.count(b"\n", 0, trouble.start) + 1) from trouble


def _split(text: str) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    first = text[: text.find("\n")] if "\n" in text else text
    separator = max(_SEPARATORS, key=first.count)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines = _lines(reader)
    _number, head = next(lines, (0, []))
    if not head:
        raise refusals.FileEmpty
    return [one.strip() for one in head], lines


def _lines(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for number, line in enumerate(reader, 1):
            if number > MOST_ROWS + 1:
                raise refusals.TooManyRows(most=MOST_ROWS)
            if any(line):
                yield number, line
    except csv.Error as trouble:
        raise refusals.QuotesOpen(row=number + 1) from trouble


def _gathered(cells: dict[str, int], lines: Iterator[tuple[int, list[str]]], width: int) -> _Found:
    found = _Found()
    first_with: dict[object, int] = {}
    across, up = (LONGITUDE, LATITUDE) if LATITUDE in cells else (X, Y)
    for number, line in lines:
        if len(line) != width:
            raise refusals.RowBroken(row=number, found=len(line), expected=width)
        row = _row(number, cells, line)
        point = _number(line[cells[across]]), _number(line[cells[up]])
        if not row.number or not (math.isfinite(point[0]) and math.isfinite(point[1])):
            what = "no_point" if row.number else "no_number"
            found.unusable.append(Finding(what, str(number)))
            continue
        key = row.code or (
            row.municipality,
            row.municipality_code,
            row.part,
            row.street,
            row.number,
        )
        first = first_with.setdefault(key, number)
        if first != number:
            found.doubled.append(Finding("address_twice", str(number), {"first": first}))
            continue
        found.rows.append(row)
        found.x.append(point[0])
        found.y.append(point[1])
    return found


def _row(number: int, cells: dict[str, int], line: Sequence[str]) -> AddressRow:
    def cell(name: str, longest: int) -> str:
        at = cells.get(name)
        return " ".join(line[at].replace("\0", "").split())[:longest] if at is not None else ""

    house = cell("number", 12)
    if cell("kind_of_number", 10).startswith("č.ev"):
        house = f"ev. {house}"
    if orientation := cell("orientation", 8):
        house = f"{house}/{orientation}{cell('letter', 3)}" if house else orientation
    return AddressRow(
        number_in_file=number,
        code=cell("code", 40),
        municipality_code=cell("municipality_code", 12),
        municipality=cell("municipality", 120),
        street=cell("street", 120),
        number=house[:20],
        part=cell("part", 120),
        postcode=cell("postcode", 10),
    )


def _number(cell: str) -> float:
    try:
        return float(cell.strip().replace(" ", "").replace("\xa0", "").replace(",", "."))
    except ValueError:
        return math.nan


def _usual(head: Sequence[str]) -> str:
    """The coordinates of RÚIAN's files, which say in the name of a column what they are."""
    return "EPSG:5514" if any(plain(one).startswith("souradnice") for one in head) else ""


def _kept(
    found: _Found,
    latitudes: list[float],
    longitudes: list[float],
    placing: Placing,
    head: Sequence[str],
) -> AddressTable:
    return AddressTable(
        tuple(found.rows),
        tuple(latitudes),
        tuple(longitudes),
        placing,
        tuple(head),
        tuple(found.unusable),
        tuple(found.doubled),
    )
