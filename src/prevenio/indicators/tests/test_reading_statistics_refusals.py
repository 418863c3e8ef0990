"""Whatever file is given, the end is a reading or one clear sentence."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from prevenio.indicators.importing import package, workbook
from prevenio.indicators.importing.reading import read_statistics
from prevenio.indicators.importing.refusals import (
    DamagedWorkbook,
    EmptyFile,
    NoTable,
    NoYears,
    OldWorkbook,
    PasswordProtected,
    TooLarge,
    UnknownKind,
    UnreadableStatistics,
)
from prevenio.indicators.tests.workbooks import (
    POLISH_ROWS,
    content_of,
    czech,
    doubts_at,
    polish,
    repacked,
    sheet_of,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
POLISH = content_of(polish())
CZECH = content_of(czech())


def replaced(old: bytes, new: bytes, content: bytes = POLISH) -> bytes:
    """The workbook with the words of its sheet changed, which must have stood there."""

    def change(part: str, text: bytes) -> bytes:
        if part == "xl/worksheets/sheet1.xml":
            assert old in text
            return text.replace(old, new)
        return text

    return repacked(content, change)


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def ends_well(content: bytes, name: str = "a.xlsx") -> bool:
    """Whether the file ends in a reading or in a sentence; anything else rises."""
    try:
        return read_statistics(content, name).sha256 != ""
    except UnreadableStatistics as refusal:
        return str(refusal).endswith(".")


def encrypted() -> bytes:
    """The same package with the sign of a password on every entry of its directory."""
    content = bytearray(POLISH)
    at = content.find(b"PK\x01\x02")
    while at != -1:
        content[at + 8 : at + 10] = struct.pack("<H", 1)
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"", "a.xlsx", EmptyFile),
        (b" \n\n", "a.csv", EmptyFile),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", PasswordProtected),
        (encrypted(), "a.xlsx", PasswordProtected),
        (OLE + b"\0" * 500, "a.xls", OldWorkbook),
        (OLE + b"\0" * 500, "a.doc", UnknownKind),
        (zipped({"content.xml": b"<a/>"}), "a.ods", OldWorkbook),
        (zipped({"xl/workbook.bin": b""}), "a.xlsb", OldWorkbook),
        (zipped({"word/document.xml": b""}), "a.docx", UnknownKind),
        (zipped({"note.txt": b""}), "a.zip", UnknownKind),
        (zipped({"xl/styles.xml": b""}), "a.xlsx", DamagedWorkbook),
        (zipped({"xl/workbook.xml": b"<workbook"}), "a.xlsx", DamagedWorkbook),
        (zipped({"xl/workbook.xml": b"<workbook/>"}), "a.xlsx", NoTable),
        (POLISH[: len(POLISH) // 2], "a.xlsx", DamagedWorkbook),
        (POLISH[:30], "a.xlsx", DamagedWorkbook),
        (b"PK\x03\x04", "a.xlsx", DamagedWorkbook),
        (b"just words", "a.xlsx", DamagedWorkbook),
        (b"%PDF-1.7", "a.xlsx", UnknownKind),
        (b"\x89PNG\r\n", "a.csv", UnknownKind),
        (b"\xef\xbb\xbf<html><table>", "a.xls", UnknownKind),
        (b"a\x00b", "a.csv", UnknownKind),
        (content_of(Workbook()), "a.xlsx", NoTable),
        (content_of(sheet_of(POLISH_ROWS)), "a.xlsx", NoTable),
        (content_of(sheet_of((("Kod", "Nazwa", "rozboje"), *POLISH_ROWS))), "a.xlsx", NoYears),
        (replaced(b"<sheetData>", b"<sheetData><row r='0'/>"), "a.xlsx", DamagedWorkbook),
        (replaced(b'r="C4"', b'r="ZZZ4"'), "a.xlsx", DamagedWorkbook),
        (replaced(b'r="C4"', b'r="5"'), "a.xlsx", DamagedWorkbook),
        (replaced(b"<v>11</v>", b"<v>eleven</v>"), "a.xlsx", DamagedWorkbook),
        (replaced(b"<v>11</v>", b"<v>1_1</v>"), "a.xlsx", DamagedWorkbook),
        (replaced(b"<v>11</v>", b"<v>" + b"9" * 5000 + b"</v>"), "a.xlsx", DamagedWorkbook),
        (replaced(b't="n"><v>11<', b't="s"><v>999<'), "a.xlsx", DamagedWorkbook),
        (replaced(b"</worksheet>", b""), "a.xlsx", DamagedWorkbook),
        (
            replaced(b"<worksheet", b"<!DOCTYPE a []><worksheet"),
            "a.xlsx",
            DamagedWorkbook,
        ),
    ],
    # Archives hold the moment they were made; two workers must call a test the same.
    ids=lambda value: "content" if isinstance(value, bytes) else None,
)
def test_a_file_that_cannot_be_read_is_refused_with_its_name(
    content: bytes, name: str, refusal: type[UnreadableStatistics]
) -> None:
    with pytest.raises(refusal) as caught:
        read_statistics(content, f"folder/somebody/{name}")

    assert f"“{name}”" in str(caught.value)
    assert str(caught.value).endswith(".")
    assert "somebody" not in str(caught.value)
    assert caught.value.fields["name"] == name
    assert type(caught.value).code != UnreadableStatistics.code


def test_the_refusal_of_a_head_without_years_names_sheet_and_cell() -> None:
    book = sheet_of((("Kod", "Nazwa", "rozboje"), *POLISH_ROWS), title="Dane")

    with pytest.raises(NoYears, match=r"sheet “Dane” of “a\.xlsx”.*head at A1"):
        read_statistics(content_of(book), "a.xlsx")


def test_the_refusal_of_a_police_table_without_period_names_sheet_and_cell() -> None:
    book = czech(lambda sheet: sheet.delete_rows(1))

    with pytest.raises(NoYears, match=r"“Testovský”.*head at A2"):
        read_statistics(content_of(book), "a.xlsx")


def test_a_file_above_the_limit_is_refused() -> None:
    with pytest.raises(TooLarge, match="files up to 100 bytes"):
        read_statistics(POLISH, "a.xlsx", limit=100)


def test_what_unpacks_too_far_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_UNPACKED", 1_000_000)
    bomb = repacked(POLISH, lambda _part, text: text + b" " * 200_000)

    assert len(bomb) < 20_000
    with pytest.raises(TooLarge, match="unpacked"):
        read_statistics(bomb, "a.xlsx")


@pytest.mark.parametrize(
    ("module", "limit", "most", "change"),
    [
        (workbook, "MOST_CELLS", 10, lambda text: text),
        (workbook, "MOST_MERGED", 3, lambda text: text),
        (package, "MOST_ELEMENTS", 20, lambda text: text),
        (package, "MOST_IN_A_TREE", 100, lambda text: text),
        (package, "MOST_ENTRIES", 3, lambda text: text),
        (workbook, "MOST_SHEETS", 0, lambda text: text),
    ],
)
def test_each_bound_is_a_refusal(
    module: object,
    limit: str,
    most: int,
    change: Callable[[bytes], bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, limit, most)

    with pytest.raises(TooLarge, match="is too large"):
        read_statistics(POLISH, "a.xlsx")


def test_merged_ranges_over_the_whole_sheet_cost_nothing() -> None:
    wide = b'<mergeCell ref="A1:XFD1048576"/><mergeCell ref="A4:XFD1048576"/>' * 50
    content = replaced(b"<mergeCells", b"<mergeCells", POLISH)
    content = replaced(b"</mergeCells>", wide + b"</mergeCells>", content)

    assert len(read_statistics(content, "a.xlsx").values) == 8


def test_a_cell_in_the_last_corner_costs_nothing() -> None:
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'

    file = read_statistics(replaced(b"</sheetData>", corner), "a.xlsx")

    assert len(file.values) == 8
    assert "no code" in doubts_at(file, "A1048576")


def test_names_that_steer_the_terminal_are_written_plainly() -> None:
    with pytest.raises(UnreadableStatistics) as caught:
        read_statistics(b"\x89PNG", "a\x1b[31m\n" + "b" * 400)

    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 400


@given(st.binary(max_size=300), st.sampled_from(["a.xlsx", "a.csv", "a", ""]))
def test_any_bytes_end_in_a_reading_or_a_refusal(content: bytes, name: str) -> None:
    assert ends_well(content, name)


@given(
    st.sampled_from([POLISH, CZECH]),
    st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), min_size=1, max_size=8),
    st.integers(0, 20_000),
)
def test_a_spoilt_package_ends_in_a_reading_or_a_refusal(
    content: bytes, changes: list[tuple[int, int]], end: int
) -> None:
    spoilt = bytearray(content)
    for place, byte in changes:
        spoilt[place % len(spoilt)] = byte
    assert ends_well(bytes(spoilt[: max(end, 50)]))


@given(
    st.sampled_from([POLISH, CZECH]),
    st.sampled_from(["worksheets/sheet1", "styles", "workbook", "_rels/workbook.xml.rels"]),
    st.lists(st.tuples(st.integers(0, 20_000), st.binary(max_size=3)), min_size=1, max_size=4),
)
def test_a_spoilt_part_ends_in_a_reading_or_a_refusal(
    content: bytes, spoilt: str, changes: list[tuple[int, bytes]]
) -> None:
    def change(part: str, text: bytes) -> bytes:
        if part.removesuffix(".xml") != f"xl/{spoilt}":
            return text
        for place, piece in changes:
            at = place % len(text)
            text = text[:at] + piece + text[at + 1 :]
        return text

    assert ends_well(repacked(content, change))
