"""However a table is laid out, the same numbers stand under the same names."""

from dataclasses import dataclass
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from prevenio.indicators.importing.values import StatisticsFile
from prevenio.indicators.tests.workbooks import read, sheet_of

WORDS = st.text("abcdełóśżčř", min_size=3, max_size=8)
CODES = st.from_regex(r"[0-9]{7}", fullmatch=True)
NUMBERS = st.one_of(
    st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: round(x, 3))
)

type Said = set[tuple[str, str, str, int | float, str]]


@dataclass(frozen=True)
class Table:
    """A table of territories by series and years, before it is laid out."""

    series: tuple[tuple[str, ...], ...]
    years: tuple[int, ...]
    codes: tuple[str, ...]
    numbers: dict[tuple[str, tuple[str, ...], int], int | float]

    @property
    def said(self) -> Said:
        return {
            (", ".join(series), code, str(year), number, "osoba")
            for (code, series, year), number in self.numbers.items()
        }


@st.composite
def tables(draw: st.DrawFn) -> Table:
    depth = draw(st.integers(1, 3))
    paths = st.tuples(*[WORDS] * depth)
    series = tuple(draw(st.lists(paths, min_size=1, max_size=4, unique=True)))
    years = tuple(draw(st.lists(st.integers(1995, 2030), min_size=1, max_size=4, unique=True)))
    codes = tuple(draw(st.lists(CODES, min_size=1, max_size=5, unique=True)))
    numbers = {place: draw(NUMBERS) for place in product(codes, series, years)}
    return Table(series, years, codes, numbers)


def laid_out(table: Table, draw: st.DataObject) -> Workbook:
    """The table with its rows and columns in any order, notes above, columns between."""
    columns = [(path, year) for path in table.series for year in table.years]
    columns = draw.draw(st.permutations(columns))
    codes = draw.draw(st.permutations(table.codes))
    notes = draw.draw(st.integers(0, 3))
    between = draw.draw(st.integers(0, 2))
    first = 3 + between
    depth = len(table.series[0])
    margin: list[object] = ["Kod", "Nazwa", *["Uwaga"] * between]
    rows: list[list[object]] = [["Tablica z notą"] for _one in range(notes)]
    for level in range(depth):
        left = margin if level == 0 else [None] * (first - 1)
        rows.append([*left, *(path[level] for path, _year in columns)])
    rows.append([*[None] * (first - 1), *(str(year) for _path, year in columns)])
    rows.append([*[None] * (first - 1), *["[osoba]"] * len(columns)])
    for code in codes:
        numbers = [table.numbers[code, path, year] for path, year in columns]
        rows.append([code, "Testowo", *["x"] * between, *numbers])
    merged = merged_runs(rows, notes, depth, first)
    return sheet_of(rows, merged, title=draw.draw(WORDS))


def merged_runs(rows: list[list[object]], notes: int, depth: int, first: int) -> list[str]:
    """Merge cells of a head that say the same beside each other, as an office would."""
    found: list[str] = []
    for number in range(notes, notes + depth):
        row = rows[number]
        places = range(first - 1, len(row))
        starts = [at for at in places if at == first - 1 or row[at] != row[at - 1]]
        for start, end in pairwise([*starts, len(row)]):
            if end - start > 1:
                row[start + 1 : end] = [None] * (end - start - 1)
                left, right = get_column_letter(start + 1), get_column_letter(end)
                found.append(f"{left}{number + 1}:{right}{number + 1}")
    return found


def said(file: StatisticsFile) -> Said:
    return {(one.series, one.territory, one.period, one.value, one.unit) for one in file.values}


@pytest.mark.slow
@given(tables(), st.data())
def test_shuffled_polish_tables_say_the_same(table: Table, data: st.DataObject) -> None:
    file = read(laid_out(table, data))

    assert said(file) == table.said
    assert len(file.values) == len(table.numbers)


@st.composite
def police(draw: st.DrawFn) -> tuple[list[str], list[str], dict[tuple[str, str], int]]:
    columns = draw(st.lists(WORDS, min_size=1, max_size=5, unique=True))
    codes = draw(st.lists(st.integers(0, 999).map(str), min_size=1, max_size=6, unique=True))
    numbers = {(code, column): draw(st.integers(0, 10**6)) for code in codes for column in columns}
    return columns, codes, numbers


@pytest.mark.slow
@given(police(), st.integers(0, 3), st.integers(0, 2), st.booleans(), st.data())
def test_shuffled_police_tables_say_the_same(
    table: tuple[list[str], list[str], dict[tuple[str, str], int]],
    notes: int,
    gap: int,
    as_text: bool,
    data: st.DataObject,
) -> None:
    columns, codes, numbers = table
    columns, codes = data.draw(st.permutations(columns)), data.draw(st.permutations(codes))
    head = "Kriminalita na org. článku KŘP TESTOVSKÉHO KRAJE, období 1.1. - 31.12.2019"
    rows: list[list[object]] = [["pozn."] for _one in range(notes)]
    rows += [[head], *([] for _one in range(gap))]
    rows.append(["TSK", "takticko statistická klasifikace", *columns])
    for code in codes:
        row = [numbers[code, column] for column in columns]
        rows.append([code if as_text else int(code), f"čin {code}", *row])

    file = read(sheet_of(rows, title="Testovský"))

    assert {(one.series_code, one.column): one.value for one in file.values} == numbers
    assert {one.period for one in file.values} == {"2019"}
