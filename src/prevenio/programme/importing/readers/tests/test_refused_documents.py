"""Files that cannot be read are refused with a reason, and nothing else ever comes out."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from prevenio.programme.importing import readers
from prevenio.programme.importing.readers import UnreadableDocument, read_source, refusals
from prevenio.programme.importing.readers.refusals import printable_name
from tests import document_makers as makers

LANGUAGES = ("pl", "cs", "en")


def make_spreadsheet() -> bytes:
    return makers.make_package({"xl/workbook.xml": b""})


POLISH = "Zażółć gęślą jaźń"

REFUSED: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "nothing": ("a.txt", "empty", lambda: b""),
    "blank": ("a.md", "empty", lambda: b"\xef\xbb\xbf \r\n\t\n"),
    "invisible": ("a.txt", "empty", lambda: "\u200b\n\u00ad".encode()),
    "endless": ("a.txt", "too_much_text", lambda: b"a\n" * 200_001),
    "endless line": ("a.md", "too_much_text", lambda: b"a" * 5_000_001),
    "dos": ("a.txt", "wrong_encoding", lambda: POLISH.encode("cp852")),
    "unmarked utf-16": ("a.txt", "wrong_encoding", lambda: POLISH.encode("utf-16-le")),
    "cyrillic": ("a.txt", "wrong_encoding", lambda: "Программа безопасности".encode("cp1251")),
    "torn utf-8": ("a.txt", "wrong_encoding", lambda: "Żółć, gęś\nżaba".encode()[:-5] + b"\xc5"),
    "misread": ("a.txt", "wrong_encoding", lambda: "żeś".encode().decode("cp1250").encode()),
    "picture as text": ("a.txt", "wrong_encoding", lambda: bytes(range(256)) * 4),
    "noise": ("a.bin", "unknown_kind", lambda: bytes(range(256)) * 4),
    "picture": ("a.docx", "unknown_kind", lambda: b"\x89PNG\r\n\x1a\n" + bytes(99)),
    "rich text": ("a.doc", "unknown_kind", lambda: rb"{\rtf1 text}"),
    "web page": ("a.txt", "unknown_kind", lambda: b"<!DOCTYPE html><p>x"),
    "encrypted pdf": ("a.pdf", "password_protected", makers.make_encrypted_pdf),
    "scanned pdf": ("a.pdf", "scanned_pdf", makers.make_scanned_pdf),
    "stamped scan": ("a.pdf", "scanned_pdf", lambda: makers.make_scanned_pdf(3, "Id: 7F-3A. " * 9)),
    "text as pdf": ("a.pdf", "damaged_pdf", lambda: b"words"),
    "damaged pdf": ("a.pdf", "damaged_pdf", lambda: b"%PDF-1.7\n" + b"words " * 99),
    "circular pdf": ("a.pdf", "damaged_pdf", lambda: makers.make_raw_pdf([b"1 0 R"])),
    "bomb pdf": ("a.pdf", "unpacks_too_far", makers.make_bomb_pdf),
    "nested pdf": ("a.pdf", "too_slow", makers.make_nested_pdf),
    "long pdf": ("a.pdf", "too_many_pages", lambda: makers.make_many_paged_pdf(1001)),
    "empty pdf": ("a.pdf", "empty", lambda: makers.make_many_paged_pdf(2)),
    "text as docx": ("a.docx", "not_a_docx", lambda: b"words"),
    "torn docx": ("a.docx", "damaged_docx", lambda: makers.make_raw_docx("")[:200]),
    "docx without body": ("a.docx", "damaged_docx", lambda: makers.make_package({"word/a": b""})),
    "docx of no xml": (
        "a.docx", "damaged_docx", lambda: makers.make_package({"word/document.xml": b"<a><b>"}),
    ),
    "spreadsheet": ("a.docx", "unknown_kind", make_spreadsheet),
    "archive": ("a.zip", "unknown_kind", lambda: makers.make_package({"a.txt": b"a"})),
    "bomb docx": ("a.docx", "unpacks_too_far", makers.make_bomb_docx),
    "lying bomb docx": ("a.docx", "damaged_docx", makers.make_lying_bomb_docx),
    "entity docx": ("a.docx", "forbidden_xml", makers.make_entity_docx),
    "deep docx": (
        "a.docx", "damaged_docx", lambda: makers.make_raw_docx("<w:r>" * 9999 + "</w:r>" * 9999),
    ),
    "empty docx": ("a.docx", "empty", lambda: makers.make_raw_docx("<w:p/>")),
    "encrypted docx": ("a.docx", "password_protected", makers.make_encrypted_docx),
    "old word": ("a.docx", "legacy_doc", makers.make_legacy_doc),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_unreadable_file_is_refused_with_its_reason(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, code, make = REFUSED[case]
    content = make()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    with pytest.raises(UnreadableDocument) as refusal:
        read_source(content, name)

    assert refusal.value.code == code
    assert refusal.value.fields["name"] == name
    assert list(tmp_path.iterdir()) == []


def test_file_above_the_limit_is_refused_with_both_sizes() -> None:
    with pytest.raises(readers.TooLarge) as refusal:
        read_source(b"a" * 3_000_000, "program.txt", limit=2 * 1024 * 1024)

    assert refusal.value.fields == {"name": "program.txt", "size": 3_000_000, "limit": 2_097_152}
    assert "2,9\u00a0MB" in refusal.value.message("pl")
    assert "2.0\u00a0MB" in refusal.value.message("en")


def test_wrong_encoding_names_the_line() -> None:
    with pytest.raises(readers.WrongEncoding) as refusal:
        read_source(b"first\nsecond\nthird \x88\x81\n", "a.txt")

    assert refusal.value.line == 3


def every_refusal() -> list[UnreadableDocument]:
    made: list[UnreadableDocument] = []
    for kind in vars(refusals).values():
        if isinstance(kind, type) and issubclass(kind, UnreadableDocument):
            made.append(kind("a.pdf", *[7] * (len(fields(kind)) - 1)))
    return made


@pytest.mark.parametrize("refusal", every_refusal(), ids=lambda refusal: refusal.code)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_speaks_every_language(refusal: UnreadableDocument, language: str) -> None:
    message = refusal.message(language)

    assert "a.pdf" in message
    assert "{" not in message
    assert message == refusal.message("en") or language != "en"
    assert len({refusal.message(each) for each in LANGUAGES}) == len(LANGUAGES)


def test_codes_tell_refusals_apart() -> None:
    codes = [refusal.code for refusal in every_refusal()]

    assert len(codes) == len(set(codes))


def test_names_lose_folders_and_control_characters() -> None:
    assert printable_name("/etc/../secret/plan\x1b[31m\u202e.pdf") == "plan[31m.pdf"
    assert printable_name(r"C:\plans\program  2024.docx") == "program 2024.docx"
    assert len(printable_name("a" * 999)) == 120
    assert printable_name("\x00") == "?"


@given(
    content=st.binary(max_size=400),
    beginning=st.sampled_from(
        [
            b"",
            b"%PDF-1.4\n",
            b"PK\x03\x04",
            b"PK\x05\x06",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"\xd0\xcf\x11\xe0",
        ]
    ),
    name=st.sampled_from(["a.txt", "a.md", "a.pdf", "a.docx", "a", "\x00"]),
)
@example(content=b"\x00\xd8", beginning=b"\xff\xfe", name="a.txt")
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_are_read_or_refused(content: bytes, beginning: bytes, name: str) -> None:
    with suppress(UnreadableDocument):
        source = read_source(beginning + content, name)

        assert [line.number for line in source.lines] == [*range(1, len(source.lines) + 1)]
