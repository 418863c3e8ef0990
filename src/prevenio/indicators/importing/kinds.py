"""What kind of file it is, told by its content."""

from typing import Literal

from prevenio.indicators.importing.refusals import (
    DamagedWorkbook,
    OldWorkbook,
    PasswordProtected,
    UnknownKind,
    UnreadableStatistics,
)

Kind = Literal["xlsx", "csv"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
OTHER_KINDS = (
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "GZIP"),
    (b"PAR1", "Parquet"),
    (b"SQLite format", "SQLite"),
)
MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table")
WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xls")


def kind_of(content: bytes, name: str) -> Kind:
    """The kind of a file that can be read.

    Raises OldWorkbook, PasswordProtected, DamagedWorkbook or UnknownKind.
    """
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "xlsx"
    if content.startswith(OLE):
        raise _old_office(content, name)
    for beginning, kind in OTHER_KINDS:
        if content.startswith(beginning):
            raise UnknownKind(name, kind)
    if content[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        raise UnknownKind(name, "HTML / XML")
    if name.lower().endswith(WORKBOOK_NAMES):
        raise DamagedWorkbook(name, "ZIP")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "csv"
    if b"\x00" in content:
        raise UnknownKind(name, "binary")
    return "csv"


def _old_office(content: bytes, name: str) -> UnreadableStatistics:
    """Old workbooks and encrypted new ones share one container; the names inside differ."""
    if ENCRYPTED_STREAM in content:
        return PasswordProtected(name)
    if name.lower().endswith((".doc", ".ppt", ".msg")):
        return UnknownKind(name, "OLE")
    return OldWorkbook(name, "XLS (Excel 97–2003)")
