import contextlib
import io
import zipfile
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from prevenio.activities.bulk import reading
from prevenio.activities.bulk.heads import guess
from prevenio.activities.bulk.reading import FORMULA, Remark, read_table
from prevenio.activities.bulk.values import day_in, hour_in, number_in
from prevenio.kernel.errors import Refused

HEAD = "Data;Rodzaj;Miejsce"


def book_of(*rows: list[object], merge: str = "", sheets: int = 1) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    for number in range(1, sheets):
        book.create_sheet(f"S{number}")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("encoding", "remark"),
    [("utf-8", None), ("utf-8-sig", None), ("cp1250", Remark.CP1250), ("utf-16", Remark.UTF16)],
)
def test_letters_are_read_and_told(encoding: str, remark: Remark | None) -> None:
    table = read_table(f"{HEAD}\n18.3.2026;Zajęcia;Łąkowa\n".encode(encoding))

    assert table.rows[0].cells == ("18.3.2026", "Zajęcia", "Łąkowa")
    assert remark is None or remark in table.remarks


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_separators_are_found(separator: str) -> None:
    text = f'a{separator}b\n"x{separator}y"{separator}z\n'

    table = read_table(text.encode())

    assert table.head == ("a", "b")
    assert table.rows[0].cells == (f"x{separator}y", "z")
    assert table.rows[0].number == 2


def test_a_workbook_gives_days_numbers_and_text() -> None:
    table = read_table(
        book_of(["Data", "Godzina", "Liczba", "Tekst"], [date(2026, 3, 18), time(17), 24.5, " ą "])
    )

    assert table.rows[0].cells == ("2026-03-18", "17:00", "24.5", "ą")


def test_formulas_are_marked_and_our_own_apostrophes_are_not() -> None:
    table = read_table(book_of(["a", "b"], ["=1+1", "x"]))
    text = read_table(b"a;b\n=1+1;'=2\n")

    assert table.rows[0].cells == (f"{FORMULA}=1+1", "x")
    assert text.rows[0].cells == (f"{FORMULA}=1+1", "=2")


def test_rows_far_below_a_gap_and_failed_formulas_are_seen() -> None:
    gap: list[list[object]] = [[None]] * 30_000
    rows: list[list[object]] = [["a"], [1], *gap, ["#REF!"]]

    table = read_table(book_of(*rows))

    assert [(row.number, row.cells[0]) for row in table.rows] == [
        (2, "1"),
        (30_003, f"{FORMULA}#REF!"),
    ]


def test_merged_cells_and_more_sheets_are_told() -> None:
    table = read_table(book_of(["a", "b"], [1, 2], [3, 4], merge="A2:A3", sheets=2))

    assert {Remark.MERGED, Remark.MORE_SHEETS} <= set(table.remarks)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", reading.EmptyFile),
        (b"\n\n;;\n", reading.EmptyFile),
        (HEAD.encode(), reading.EmptyFile),
        (b"\xd0\xcf\x11\xe0rest", reading.OldWorkbook),
        (b"PK\x03\x04 nothing of a zip", reading.BrokenFile),
        (b"a;b\n\x00;1\n", reading.UnknownLetters),
        (b"a;b\n\x81\x83;1\n", reading.UnknownLetters),
        (b'a;b\n"open;1\n' + b"x;y\n" * 5, reading.QuotesOpen),
        (b"x" * (reading.MOST_BYTES + 1), reading.FileTooLarge),
        (b"a;b\n" + b"1;2\n" * (reading.MOST_ROWS + 1), reading.TooManyRows),
        ((b"a;" * 10_000) + b"\n1\n", reading.TooManyColumns),
        (b"a;b\n" + b"x" * (reading.LONGEST_CELL + 1) + b";1\n", reading.CellTooLong),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read_table(content)


def test_ten_thousand_columns_of_a_sheet_are_refused() -> None:
    with pytest.raises(reading.TooManyColumns):
        read_table(book_of(["h"] * 10_000, ["x"] * 10_000))


def test_an_archive_that_unpacks_too_far_is_not_unpacked() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * 40_000_000)

    with pytest.raises(reading.FileTooLarge):
        read_table(packed.getvalue())


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as other:
        other.writestr("hello.txt", "x")

    with pytest.raises(reading.BrokenFile):
        read_table(packed.getvalue())


@given(st.binary(max_size=300))
def test_no_bytes_bring_it_down(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xff\xfe"):
        with contextlib.suppress(Refused):
            read_table(start + content)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-03-18", "18.3.2026", "18. 3. 2026", "18/03/2026", "18.03.2026 r.", " 18.3.2026 "),
        *("18 marca 2026", "18. března 2026", "18 March 2026", "2026-03-18 00:00:00"),
    ],
)
def test_days_in_many_forms(text: str) -> None:
    assert day_in(text) == date(2026, 3, 18)


@pytest.mark.parametrize(
    ("text", "month"), [("1 czerwca 2026", 6), ("1. června 2026", 6), ("1. července 2026", 7)]
)
def test_june_and_july_are_told_apart(text: str, month: int) -> None:
    assert day_in(text).month == month


@pytest.mark.parametrize(
    "text", ["", "31.2.2026", "18.3.26", "2026", "wczoraj", "45000", "1.1.20261"]
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(ValueError):
        day_in(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234,5", "1234.5"),
        ("1\u00a0234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234.5", "1234.5"),
        ("0", "0"),
        ("-3", "-3"),
    ],
)
def test_numbers_as_people_write_them(text: str, number: str) -> None:
    assert number_in(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "NaN", "inf", "1e9", "24 osoby", "٣", "1" * 31, "1,2,3", "#REF!"]
)
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError):
        number_in(text)


def test_hours() -> None:
    assert {hour_in(text) for text in ("17:00", "17.00", "17", "17:00:00")} == {time(17)}
    for text in ("25:00", "x", "17:99"):
        with pytest.raises(ValueError):
            hour_in(text)


def test_heads_are_guessed_in_three_languages_and_once() -> None:
    measures = {"people.seniors": ["Seniorzy", "Senioři"]}

    polish = guess(["Data", "Rodzaj *", "Podmiot", "Miejsce:", "Seniorzy (osoby)", "Lp."], measures)
    czech = guess(["Datum", "Druh", "Subjekt", "Místo", "senioři", "Datum"], measures)
    english = guess(["First day", "kind", "Body", "PLACE", "people.seniors", ""], measures)

    wanted = ["first_day", "kind", "body", "place", "m:people.seniors", ""]
    assert polish == czech == english == wanted
