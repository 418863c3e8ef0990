"""Tables in CSV: the same plain values, with cells named like a spreadsheet's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenio.indicators.importing.reading import read_statistics
from prevenio.indicators.importing.refusals import (
    BrokenRow,
    NoTable,
    UnreadableStatistics,
    WrongEncoding,
)
from prevenio.indicators.importing.values import StatisticsFile
from prevenio.indicators.tests.workbooks import doubts_at, value_at

TABLE = "id,name,year,kradzieże,wykrywalność [%]\n7,Testowo,2013,12,54.9\n7,Testowo,2014,0,67.10\n"


def read(text: str, encoding: str = "utf-8") -> StatisticsFile:
    return read_statistics(text.encode(encoding), "table.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_with_commas_is_read(encoding: str) -> None:
    file = read(TABLE, encoding)
    first, second = file.values[:2]

    assert file.source == "CSV"
    assert file.title == "table.csv"
    assert (first.series, first.territory, first.territory_name) == ("kradzieże", "7", "Testowo")
    assert (first.period, first.value, first.unit, first.cell) == ("2013", 12, "", "D2")
    assert (second.series, second.value, second.unit, second.cell) == (
        "wykrywalność [%]",
        54.9,
        "%",
        "E2",
    )
    assert first.sheet == ""
    assert file.doubts == ()


@pytest.mark.parametrize("mark", [";", "\t"])
def test_decimal_commas_are_read_where_commas_do_not_part_cells(mark: str) -> None:
    file = read(TABLE.replace(".", "#").replace(",", mark).replace("#", ","))

    assert [value.value for value in file.values] == [12, 54.9, 0, 67.1]
    assert file.doubts == ()


def test_rows_and_columns_in_any_order_and_notes_around_are_read() -> None:
    text = "Źródło: urząd\n\nrok;kradzieże;kod;nazwa\n2014;5;7;T\n2013;4;7;T\n* koniec\n"

    file = read(text)

    assert {(one.period, one.value, one.cell) for one in file.values} == {
        ("2014", 5, "B4"),
        ("2013", 4, "B5"),
    }
    assert "Źródło: urząd" in doubts_at(file, "A1")
    assert "* koniec" in doubts_at(file, "A6")


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("", None, "blank"),
        ("-", None, "“-”"),
        ("bd.", None, "“bd.”"),
        ("1 234", 1234, "stored as text"),
        ("12*", 12, "footnote"),
        ("1.238", 1.238, ""),
        ('"1,238"', None, "thousands or as a decimal fraction"),
        ('"12,5"', 12.5, "stored as text"),
        ("1e5", None, "“1e5”"),
        ("nan", None, "“nan”"),
        ("9" * 30, None, "“999"),
        ("=A1", None, "“=A1”"),
    ],
)
def test_what_is_no_plain_number_is_doubted(cell: str, value: float | None, said: str) -> None:
    file = read(f"id,name,year,kradzieże\n7,Testowo,2013,{cell}\n7,Testowo,2014,3\n")

    assert value_at(file, "D2") == value
    assert said in doubts_at(file, "D2")
    assert (doubts_at(file, "D2") == "") is (said == "")
    assert value_at(file, "D3") == 3


def test_thousands_with_points_are_not_taken_for_fractions_where_commas_are_decimal() -> None:
    file = read("id;name;year;a;b\n7;T;2013;1.238;12,5\n")

    assert value_at(file, "D2") is None
    assert "thousands" in doubts_at(file, "D2")
    assert value_at(file, "E2") == 12.5


def test_rows_that_are_torn_or_stand_twice_are_doubted() -> None:
    text = "id,name,year,a,b\n7,T,2013,1\n7,T,2013,2,3,4\n7,T,dwa,5,6\n,T,2013,7,8\n7\n"

    file = read(text)

    assert "blank" in doubts_at(file, "E2")
    assert "7 stands again for 2013; the first is row 2" in doubts_at(file, "A3")
    assert "“4” has no head" in doubts_at(file, "F3")
    assert "left out: “7 T dwa 5 6”" in doubts_at(file, "A4")
    assert "left out" in doubts_at(file, "B5")
    assert "“7”" in doubts_at(file, "A6")
    assert [value.value for value in file.values] == [1, 2, 3]


def test_a_cell_over_two_lines_counts_as_one_row() -> None:
    file = read('id,name,year,a\n7,"Testowo\nmiasto",2013,1\n7,T,2014,2\n')

    assert file.values[0].territory_name == "Testowo miasto"
    assert [value.cell for value in file.values] == ["D2", "D3"]


def test_a_note_in_a_name_is_doubted_once() -> None:
    file = read("id,name,year,a\n7,Testowo od 2013,2013,1\n7,Testowo od 2013,2014,2\n")

    assert [(doubt.cell, doubt.territory) for doubt in file.doubts] == [("B2", "7")]
    assert [(note.from_year, note.territory) for note in file.notes] == [(2013, "7")]


@pytest.mark.parametrize(
    ("content", "refusal", "said"),
    [
        ("id,name,year,kradzież\n7,ż,2013,1".encode("cp1250"), WrongEncoding, "line 1"),
        (b"id,name,year,a\n7,\xff,2013,1", WrongEncoding, "line 2"),
        (b'id,name,year,a\n7,"T,2013,1', BrokenRow, "line 2"),
        (b"id,name,year,a\n7," + b"T" * 200_000 + b",2013,1", BrokenRow, "line 2"),
        (b"a,b\n1,2\n", NoTable, "first rows"),
        (b"id,name,year\n7,T,2013\n", NoTable, "first rows"),
        (b"words", NoTable, "first rows"),
    ],
)
def test_a_csv_that_cannot_be_read_is_refused(
    content: bytes, refusal: type[UnreadableStatistics], said: str
) -> None:
    with pytest.raises(refusal, match=said):
        read_statistics(content, "table.csv")


@given(st.lists(st.text(max_size=20), max_size=30), st.sampled_from(",;\t"))
def test_any_cells_end_in_a_reading_or_a_refusal(cells: list[str], mark: str) -> None:
    text = f"id{mark}name{mark}year{mark}a{mark}b\n7{mark}T{mark}2013{mark}" + mark.join(cells)
    try:
        file = read(text, "utf-8-sig")
    except (UnreadableStatistics, UnicodeEncodeError):
        return

    assert file.source == "CSV"
