from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from prevenio.web.sheets import bytes_of, new_book, text_in_csv, write_sheet

MADE = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def written(*rows: list[object], title: str = "Rows", at: datetime | None = MADE) -> bytes:
    book = new_book("A book\x0b")
    write_sheet(book, title, [("What", 30), ("=When", 12)], rows)
    return bytes_of(book, at=at)


def sheet_of(content: bytes) -> Worksheet:
    return load_workbook(BytesIO(content)).worksheets[0]


@pytest.mark.parametrize("sign", SIGNS)
def test_text_is_never_a_formula(sign: str) -> None:
    cell = sheet_of(written([f"{sign}1+1", None]))["A2"]

    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert text_in_csv(f"{sign}1+1") == f"'{sign}1+1"


def test_other_text_stands_in_csv_as_it_is() -> None:
    assert [text_in_csv(value) for value in ("1 = 1", 7, None)] == ["1 = 1", "7", ""]


def test_heads_stay_and_are_text() -> None:
    sheet = sheet_of(written())

    assert sheet.freeze_panes == "A2"
    assert [cell.data_type for cell in sheet[1]] == ["s", "s"]
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width) == (30, 12)


def test_days_and_signs_that_a_workbook_cannot_hold() -> None:
    sheet = sheet_of(written(["be\x00ll", date(2026, 3, 1)], title="a/b: " + "c" * 40))

    assert (sheet["A2"].value, sheet["B2"].number_format) == ("bell", "yyyy-mm-dd")
    assert sheet.title == "a b  " + "c" * 26


def test_same_rows_and_moment_give_the_same_bytes() -> None:
    content = written(["one", 1])

    assert written(["one", 1]) == content
    assert load_workbook(BytesIO(content)).properties.created == MADE.replace(tzinfo=None)
