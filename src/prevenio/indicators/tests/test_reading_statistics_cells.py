"""What a single cell says: each kind of content ends as a number, a doubt, or both."""

from datetime import datetime
from typing import Any

import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from prevenio.indicators.importing.cells import plain_number, read_text
from prevenio.indicators.importing.reading import read_statistics
from prevenio.indicators.tests.workbooks import (
    content_of,
    czech,
    doubts_at,
    polish,
    read,
    repacked,
    value_at,
)


@pytest.mark.parametrize(
    ("content", "number", "said"),
    [
        ("123", 123, "stored as text: “123”"),
        ("1 234", 1234, "stored as text: “1 234”"),
        ("1\u00a0234", 1234, "stored as text"),
        ("12,5", 12.5, "stored as text: “12,5”"),
        ("1.234.567", 1_234_567, "stored as text"),
        ("1.234,5", 1234.5, "stored as text"),
        ("0,125", 0.125, "stored as text"),
        ("-7", -7, "stored as text"),
        ("55,9 %", 55.9, "stored as text"),
        ("123*", 123, "footnote mark: the cell holds “123*”"),
        ("12,5 a)", 12.5, "footnote mark"),
        ("17²", 17, "footnote mark"),
        ("1.238", None, "thousands or as a decimal fraction"),
        ("8,347", None, "thousands or as a decimal fraction"),
        ("bd.", None, "the text “bd.” where a number is due"),
        ("-", None, "holds “-”"),
        ("–", None, "holds “–”"),
        ("  ", None, "only spaces"),
        ("1 23", None, "the text “1 23”"),
        ("12 345 6", None, "the text"),
        ("9" * 400, None, "the text"),
        ("=C4+1", None, "the formula “=C4+1” without its result"),
        ("#N/A", None, "the error “#N/A”"),
        (datetime(2019, 3, 1), None, "the date or time 2019-03-01"),
        (True, None, "holds “TRUE”"),
        (None, None, "is blank"),
    ],
)
def test_a_cell_that_is_no_plain_number_is_doubted(content: Any, number: Any, said: str) -> None:
    def put(sheet: Worksheet) -> None:
        sheet["D5"] = content

    file = read(polish(put))

    assert value_at(file, "D5") == number
    assert type(value_at(file, "D5")) is type(number)
    assert said in doubts_at(file, "D5")
    assert value_at(file, "C5") == 21
    assert all(doubt.sheet == "TABLICA" for doubt in file.doubts)


@pytest.mark.parametrize(
    ("content", "number"),
    [(0, 0), (-3, -3), (12, 12), (0.5586, 0.5586), (1e-7, 1e-7), (67.1, 67.1)],
)
def test_a_plain_number_is_taken_as_it_is(content: float, number: float) -> None:
    def put(sheet: Worksheet) -> None:
        sheet["D5"] = content

    file = read(polish(put))

    assert repr(value_at(file, "D5")) == repr(content)
    assert doubts_at(file, "D5") == ""


@pytest.mark.parametrize(
    ("formula", "result", "number", "said"),
    [
        ("<f>C4+1</f>", "<v>12</v>", 12, "result of the formula “=C4+1”"),
        ("<f>NA()</f>", "<v>#N/A</v>", None, "“=NA()”. The cell holds the error “#N/A”"),
        ("<f t='shared' si='0'/>", "<v>5.5</v>", 5.5, "result of the formula “=…”"),
    ],
)
def test_the_result_of_a_formula_is_a_number_with_a_doubt(
    formula: str, result: str, number: Any, said: str
) -> None:
    kind = b' t="e"' if "#" in result else b""

    def change(part: str, content: bytes) -> bytes:
        old = b'<c r="D5" t="n"><v>22</v></c>'
        new = b'<c r="D5"%s>%s%s</c>' % (kind, formula.encode(), result.encode())
        if part.endswith("sheet1.xml"):
            assert old in content
        return content.replace(old, new)

    file = read_statistics(repacked(content_of(polish()), change), "book.xlsx")

    assert value_at(file, "D5") == number
    assert said in doubts_at(file, "D5")


def test_a_number_that_is_none_is_doubted() -> None:
    def change(part: str, content: bytes) -> bytes:
        return content.replace(b"<v>22</v>", b"<v>NaN</v>").replace(b"<v>23</v>", b"<v>1e999</v>")

    file = read_statistics(repacked(content_of(polish()), change), "book.xlsx")

    assert "number NaN" in doubts_at(file, "D5")
    assert "number 1e999" in doubts_at(file, "E5")


def test_a_remark_on_a_cell_is_a_doubt_and_its_number_stays() -> None:
    def put(sheet: Worksheet) -> None:
        sheet["D5"].comment = Comment("oprava\n2015", "GUS")

    file = read(polish(put))

    assert value_at(file, "D5") == 22
    assert "oprava 2015" in doubts_at(file, "D5")


def test_numbers_merged_over_cells_are_read_once() -> None:
    def put(sheet: Worksheet) -> None:
        sheet.merge_cells("C4:C5")

    file = read(polish(put))

    assert value_at(file, "C4") == 11
    assert value_at(file, "C5") is None
    assert "merged into C4" in doubts_at(file, "C5")


def test_a_percentage_is_taken_as_stored_and_said_to_be_a_part_of_one() -> None:
    file = read(czech())
    shares = [value for value in file.values if value.unit == "%"]

    assert [value.value for value in shares] == [0.5, 0.25, 0.4286]
    assert all(value.is_part_of_one for value in shares)
    assert not any(value.is_part_of_one for value in file.values if value.unit != "%")


@pytest.mark.parametrize(
    "written", ["", "1,2,3", "1 2", "1..2", "12 34,5", "1,", ",5", "a", "1 234 5"]
)
def test_what_cannot_be_a_number_is_none(written: str) -> None:
    assert plain_number(written) is None


def test_a_long_cell_is_quoted_in_part() -> None:
    assert len(read_text("x" * 40_000)[1]) < 700
