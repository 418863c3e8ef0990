"""Workbooks and packages made for tests of the reader, in memory."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from prevenio.indicators.importing.reading import read_statistics
from prevenio.indicators.importing.values import StatisticsFile

type Rows = Sequence[Sequence[Any]]
type Change = Callable[[Worksheet], object]

POLISH_HEAD: Rows = (
    ("Kod", "Nazwa", "rozboje", None, "kradzieże", None),
    (None, None, "2013", "2014", "2013", "2014"),
    (None, None, "[-]", "[-]", "[-]", "[-]"),
)
POLISH_ROWS: Rows = (
    ("2661000", "Powiat m. Testowo", 11, 12, 13, 14.5),
    ("2604000", "Powiat testowy", 21, 22, 23, 24),
)
POLISH_MERGED = ("A1:A3", "B1:B3", "C1:D1", "E1:F1")

DAMAGE = "škoda\nv tisících Kč"
CZECH_ROWS: Rows = (
    ("Kriminalita dle TSK na org. článku KŘP TESTOVSKÉHO KRAJE (03), období 1.1. - 31.12.2019",),
    (),
    (
        "TSK",
        "takticko statistická klasifikace",
        "REGISTROVÁNO",
        "OBJASNĚNO",
        None,
        "škoda\nv tisících Kč",
    ),
    (None, None, "POČET", "POČET", "tj. v %\n(objasněnost)", None),
    (131, "loupež (§ 173)", 10, 5, 0.5, 700),
    (132, "loupež  v bance", 4, 1, 0.25, 90),
    (),
    ("SOUHRNNÉ ŘÁDKY:",),
    ("100-199", "Násilná kriminalita", 14, 6, 0.4286, 790),
)
CZECH_MERGED = ("A3:A4", "B3:B4", "D3:E3", "F3:F4")


def sheet_of(rows: Rows, merged: Sequence[str] = (), title: str = "TABLICA") -> Workbook:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    add(sheet, rows, merged)
    return book


def add(sheet: Worksheet, rows: Rows, merged: Sequence[str] = ()) -> None:
    for number, row in enumerate(rows, 1):
        for column, content in enumerate(row, 1):
            if content is not None:
                sheet.cell(number, column, content)
    for reference in merged:
        sheet.merge_cells(reference)


def polish(change: Change | None = None) -> Workbook:
    book = sheet_of((*POLISH_HEAD, *POLISH_ROWS), POLISH_MERGED)
    return changed(book, change)


def czech(change: Change | None = None) -> Workbook:
    book = sheet_of(CZECH_ROWS, CZECH_MERGED, title="Testovský")
    for row in range(5, 10):
        book["Testovský"].cell(row, 5).number_format = "0.0%"
    return changed(book, change)


def changed(book: Workbook, change: Change | None) -> Workbook:
    if change is not None:
        change(book.worksheets[0])
    return book


def content_of(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(book: Workbook, name: str = "book.xlsx") -> StatisticsFile:
    return read_statistics(content_of(book), name)


def repacked(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The same package with its parts changed."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, change(part, old.read(part)))
    return file.getvalue()


def doubts_at(file: StatisticsFile, cell: str) -> str:
    """What is doubted of one cell, as one text."""
    return " | ".join(doubt.text for doubt in file.doubts if doubt.cell == cell)


def value_at(file: StatisticsFile, cell: str) -> int | float | None:
    return next((value.value for value in file.values if value.cell == cell), None)
