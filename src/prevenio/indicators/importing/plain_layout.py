"""How a CSV is written: its letters, its cells, its decimal mark, and the head of its table."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from prevenio.indicators.importing.refusals import BrokenRow, TooLarge, WrongEncoding
from prevenio.indicators.importing.sheets import tidy
from prevenio.indicators.importing.workbook import MOST_CELLS
from prevenio.kernel.text import fold

CODES = frozenset(("id", "kod", "kód", "code", "teryt", "kod teryt"))
NAMES = frozenset(("nazwa", "name", "nazev"))
YEARS = frozenset(("rok", "year"))
LABELS = CODES | NAMES | YEARS
WITH_POINT = re.compile(r"-?\d{1,18}\.\d{1,18}")
WITH_COMMA = re.compile(r"-?\d{1,18},\d{1,18}")
WHOLE = re.compile(r"-?\d{1,18}")
HEAD_WITHIN = 50


@dataclass(frozen=True, slots=True)
class Form:
    """How the file writes: what parts its cells, and what parts the fraction of a number."""

    delimiter: str
    decimal: str


@dataclass(frozen=True, slots=True)
class Head:
    """The columns by what they hold, counted from 0; `series` with the words of the heads."""

    line: int
    code: int
    name: int | None
    year: int
    series: tuple[tuple[int, str], ...]


type Row = tuple[int, list[str]]


def decoded(content: bytes, name: str) -> str:
    """The letters of the file. Raises WrongEncoding."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise WrongEncoding(name, content[: error.start].count(b"\n") + 1) from error


def delimiter(text: str) -> str:
    """What stands most often in the first line that holds any of the three."""
    for line in text.splitlines()[:HEAD_WITHIN]:
        counts = {mark: line.count(mark) for mark in ";\t,"}
        if any(counts.values()):
            return max(counts, key=counts.__getitem__)
    return ","


def rows(text: str, delimiter: str, name: str) -> Iterator[Row]:
    """Each row with its number, as a spreadsheet counts. Raises BrokenRow or TooLarge."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    cells, number = 0, 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BrokenRow(name, reader.line_num) from error
        cells += len(row)
        if cells > MOST_CELLS:
            raise TooLarge(name, f"it has more than {MOST_CELLS} cells")
        yield number, [tidy(cell) for cell in row]


def head(row: Row) -> Head | None:
    """The head of a table, if the row is one: it names a territory and a year."""
    number, cells = row
    words = [fold(cell) for cell in cells]
    code = next((at for at, word in enumerate(words) if word in CODES), None)
    year = next((at for at, word in enumerate(words) if word in YEARS), None)
    name = next((at for at, word in enumerate(words) if word in NAMES), None)
    code = name if code is None else code
    if code is None or year is None:
        return None
    series = tuple((at, cell) for at, cell in enumerate(cells) if cell and words[at] not in LABELS)
    return Head(number, code, name, year, series) if series else None


def decimal(rows: list[Row], delimiter: str) -> str:
    """The decimal comma only where cells show it and commas do not part the cells."""
    has_comma = any(WITH_COMMA.fullmatch(cell) for _number, row in rows for cell in row)
    return "," if delimiter != "," and has_comma else "."
