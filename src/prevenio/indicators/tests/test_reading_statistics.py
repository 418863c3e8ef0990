"""The published workbooks, read cell by cell and compared with what another reader finds there."""

from collections import Counter
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from prevenio.indicators.importing.reading import read_statistics
from prevenio.indicators.importing.values import StatisticsFile
from tests.shared_material import CHECKOUT

STATISTICS = CHECKOUT.parent / "shared" / "data" / "statistics"
CRIMES = "poland-gus/crimes-by-powiat-2013-2024.xlsx"
POPULATION = "poland-gus/population-2013-2024.xlsx"
TOTALS = "poland-gus/crime-totals-2002-2023.csv"
CZECH_YEARS = range(2016, 2026)

# The only cells for numbers that hold text: sums in thousands, and nobody can say which.
SUMS_AS_TEXT = {
    (2018, "Středočeský", "V87"): "1.238",
    (2021, "Moravskoslezský", "V129"): "3.006",
    (2022, "Jihomoravský", "V290"): "8.347",
}

type Cells = dict[tuple[str, str], int | float]


def path_of(name: str) -> Path:
    path = STATISTICS / name
    if not path.exists():
        pytest.skip(f"{name} is not beside this checkout")
    return path


@lru_cache(maxsize=1)
def read(name: str) -> StatisticsFile:
    return read_statistics(path_of(name).read_bytes(), name)


def numbers_below(name: str, first_row: int, first_column: int) -> Cells:
    """Every number of every sheet but the descriptions, as openpyxl finds it."""
    book = load_workbook(path_of(name), read_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        if sheet.title != "OPIS"
        for row in sheet.iter_rows(min_row=first_row, min_col=first_column)
        for cell in row
        if isinstance(cell.value, int | float)
    }


def as_cells(file: StatisticsFile) -> Cells:
    return {(value.sheet, value.cell): value.value for value in file.values}


def same(left: Cells, right: Cells) -> bool:
    """Equal with their types: 3 is not 3.0."""
    kinds = all(type(right[place]) is type(number) for place, number in left.items())
    return left == right and kinds


def words_at(sheet: Worksheet, place: str) -> str:
    """What stands in a cell, or in the cell that it is merged into."""
    over = (one for one in sheet.merged_cells.ranges if place in one)
    merged = next(over, None)
    return str(sheet[place].value if merged is None else merged.start_cell.value)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "first_row", "count"), [(CRIMES, 4, 123_864), (POPULATION, 5, 109_440)]
)
def test_every_number_of_a_polish_workbook_is_read(name: str, first_row: int, count: int) -> None:
    file = read(name)

    assert len(file.values) == count
    assert same(numbers_below(name, first_row, 3), as_cells(file))


@pytest.mark.slow
@pytest.mark.parametrize("year", CZECH_YEARS)
def test_every_number_of_a_czech_workbook_is_read(year: int) -> None:
    name = f"czech-police/{year}.xlsx"
    file = read(name)
    as_text = {
        (doubt.sheet, doubt.cell, written): written in doubt.text
        for doubt in file.doubts
        for written in SUMS_AS_TEXT.values()
        if "holds the text" in doubt.text
    }

    assert same(numbers_below(name, 7, 3), as_cells(file))
    assert {value.period for value in file.values} == {str(year)}
    assert {"Plzeňský", "Praha", "Česká republika"} <= set(file.territories)
    assert [place for place, is_said in as_text.items() if is_said] == [
        (sheet, cell, written)
        for (its_year, sheet, cell), written in SUMS_AS_TEXT.items()
        if its_year == year
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "head"), [(CRIMES, 3), (POPULATION, 4)])
def test_every_polish_number_stands_under_its_own_head(name: str, head: int) -> None:
    sheet = load_workbook(path_of(name))["TABLICA"]
    for value in read(name).values[:312]:
        letters = value.cell.rstrip("0123456789")
        *words, year, unit = [words_at(sheet, f"{letters}{row}") for row in range(1, head + 1)]
        assert (", ".join(words), year, unit) == (value.series, value.period, f"[{value.unit}]")


@pytest.mark.slow
def test_the_first_measure_of_kielce_is_its_true_series() -> None:
    sheet = load_workbook(path_of(CRIMES), read_only=True)["TABLICA"]
    row = next(row for row in sheet.iter_rows(min_row=4) if row[0].value == "2661000")
    measured = [
        value
        for value in read(CRIMES).values
        if value.territory == "2661000" and value.series == "o charakterze kryminalnym"
    ]

    assert [value.period for value in measured] == [str(year) for year in range(2013, 2025)]
    assert [value.value for value in measured] == [cell.value for cell in row[2:14]]
    assert {value.territory_name for value in measured} == {"Powiat m. Kielce"}
    assert {value.unit for value in measured} == {"-"}


@pytest.mark.slow
def test_the_descriptions_of_the_polish_workbooks_are_heard() -> None:
    crimes = read(CRIMES)
    broken = {note.from_year: note.text for note in crimes.notes if note.cell == "B6"}

    assert crimes.source == "GUS BDL"
    assert crimes.title.startswith("Przestępstwa stwierdzone przez Policję")
    assert crimes.updated_on == date(2025, 5, 15)
    assert {2013, 2014, 2020} <= set(broken)
    assert "nieletnich" in broken[2014]
    assert "NSP 2021" in broken[2020]
    assert any(doubt.cell == "B6" and "2014" in doubt.text for doubt in crimes.doubts)
    assert any("Wałbrzych od 2013" in doubt.text for doubt in crimes.doubts)
    assert read(POPULATION).updated_on == date(2025, 5, 22)
    assert 2020 in {note.from_year for note in read(POPULATION).notes}


@pytest.mark.slow
def test_categories_of_plzen_carry_their_code_and_their_notes() -> None:
    file = read("czech-police/2024.xlsx")
    plzen = {value.cell: value for value in file.values if value.territory == "Plzeňský"}
    of_robbery = next(
        one
        for one in plzen.values()
        if one.series_code == "131" and one.column == "REGISTROVÁNO, POČET"
    )
    units = Counter(value.unit for value in plzen.values())

    assert of_robbery.series == "131 loupež (§ 173): REGISTROVÁNO, POČET"
    assert of_robbery.territory_name == "KŘP PLZEŇSKÉHO KRAJE (03)"
    assert set(units) == {"počet", "%", "tisících Kč"}
    assert all(one.is_part_of_one == (one.unit == "%") for one in plzen.values())
    assert any(one.series.startswith("100-199 násilná kriminalita: ") for one in plzen.values())
    assert any(note.series_code == "611" and note.from_year == 2021 for note in file.notes)
    assert any("platná od 2019" in doubt.text for doubt in file.doubts if doubt.cell == "B7")


@pytest.mark.slow
def test_every_number_of_the_polish_csv_is_read() -> None:
    lines = path_of(TOTALS).read_text(encoding="utf-8").splitlines()[1:]
    file = read(TOTALS)
    kielce = [value for value in file.values if value.territory_name == "Powiat m. Kielce"]

    assert len(file.values) == len(lines) * 10
    assert file.values[0].cell == "D2"
    assert file.values[0].value == 1_404_229
    assert kielce[0].series == "Przestępstwa ogółem"
    assert (kielce[0].period, kielce[0].value) == ("2013", 7539)
    assert repr(kielce[9].value) == "66.7"
