"""What kind of file it is: told by its content, and by its name only where content is silent."""

from typing import Literal

from prevenio.programme.importing.readers.refusals import (
    DamagedPdf,
    LegacyDoc,
    NotADocx,
    PasswordProtected,
    UnknownKind,
    UnreadableDocument,
)

Kind = Literal["pdf", "docx", "text"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
WORD_STREAM = "WordDocument".encode("utf-16-le")

# Readers of PDF accept a header anywhere in the first kilobyte.
PDF_HEADER_WITHIN = 1024

OTHER_KINDS = (
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "GZIP"),
    (b"%!PS", "PostScript"),
)
MARKUP = (b"<!doctype html", b"<html", b"<?xml")


def kind_of(content: bytes, name: str) -> Kind:
    """The kind of a document that can be read.

    Raises LegacyDoc, PasswordProtected, NotADocx, DamagedPdf or UnknownKind.
    """
    if b"%PDF-" in content[:PDF_HEADER_WITHIN]:
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    if content.startswith(OLE):
        raise _old_office(content, name)
    for beginning, kind in OTHER_KINDS:
        if content.startswith(beginning):
            raise UnknownKind(name, kind)
    if content[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        raise UnknownKind(name, "HTML / XML")
    if name.lower().endswith((".docx", ".docm")):
        raise NotADocx(name)
    if name.lower().endswith(".pdf"):
        raise DamagedPdf(name)
    return "text"


def _old_office(content: bytes, name: str) -> UnreadableDocument:
    """Word 97–2003 and encrypted DOCX share one container; the names of its streams differ."""
    if ENCRYPTED_STREAM in content:
        return PasswordProtected(name, "DOCX")
    if WORD_STREAM in content or name.lower().endswith((".doc", ".dot")):
        return LegacyDoc(name)
    return UnknownKind(name, "OLE")
