"""From a file's bytes to numbered lines, in any of the four forms."""

import hashlib
from collections.abc import Iterable, Iterator

from prevenio.programme.importing.readers.bounds import MOST_CHARACTERS, MOST_LINES
from prevenio.programme.importing.readers.docx_body import read_docx
from prevenio.programme.importing.readers.encodings import decode
from prevenio.programme.importing.readers.kinds import kind_of
from prevenio.programme.importing.readers.markdown import (
    count_of_markdown_headings,
    has_markdown_table,
    read_markdown,
)
from prevenio.programme.importing.readers.pdf import read_pdf
from prevenio.programme.importing.readers.plain_text import read_plain_text
from prevenio.programme.importing.readers.refusals import (
    DamagedDocx,
    DamagedPdf,
    EmptyDocument,
    ForbiddenXml,
    GarbledPdf,
    LegacyDoc,
    NotADocx,
    OldEncoding,
    PasswordProtected,
    ScannedPdf,
    TooLarge,
    TooManyPages,
    TooMuchText,
    TooSlow,
    UnknownKind,
    UnpacksTooFar,
    UnreadableDocument,
    WrongEncoding,
    printable_name,
)
from prevenio.programme.importing.source import Form, Source, SourceLine

__all__ = [
    "LIMIT",
    "DamagedDocx",
    "DamagedPdf",
    "EmptyDocument",
    "ForbiddenXml",
    "GarbledPdf",
    "LegacyDoc",
    "NotADocx",
    "OldEncoding",
    "PasswordProtected",
    "ScannedPdf",
    "TooLarge",
    "TooManyPages",
    "TooMuchText",
    "TooSlow",
    "UnknownKind",
    "UnpacksTooFar",
    "UnreadableDocument",
    "WrongEncoding",
    "read_source",
]

LIMIT = 20 * 1024 * 1024
FEW_HEADINGS = 2


def read_source(content: bytes, name: str, *, limit: int = LIMIT) -> Source:
    """The document as numbered lines, of whichever form its content is.

    Nothing is written anywhere. Raises UnreadableDocument: every refusal is one of its kinds.
    """
    if len(content) > limit:
        raise TooLarge(name, len(content), limit)
    if not content.strip():
        raise EmptyDocument(name)
    form, lines = _read(content, name)
    source = Source(
        name=printable_name(name),
        form=form,
        sha256=hashlib.sha256(content).hexdigest(),
        lines=tuple(_bounded(lines, name)),
    )
    if all(line.is_blank for line in source.lines):
        raise EmptyDocument(name)
    return source


def _bounded(lines: Iterable[SourceLine], name: str) -> Iterator[SourceLine]:
    """The lines, as long as they are no more than a programme can have."""
    characters = 0
    for line in lines:
        characters += len(line.text)
        if line.number > MOST_LINES or characters > MOST_CHARACTERS:
            raise TooMuchText(name, MOST_CHARACTERS, MOST_LINES)
        yield line


def _read(content: bytes, name: str) -> tuple[Form, Iterable[SourceLine]]:
    kind = kind_of(content, name)
    if kind == "docx":
        return "docx", read_docx(content, name)
    if kind == "pdf":
        return "pdf", read_pdf(content, name)
    text = decode(content, name)
    if _is_markdown(text, name):
        return "markdown", read_markdown(text)
    return "text", read_plain_text(text)


def _is_markdown(text: str, name: str) -> bool:
    """By name; a table with pipes is Markdown under any name, headings where the name is silent."""
    if name.lower().endswith((".md", ".markdown")) or has_markdown_table(text):
        return True
    is_named_text = name.lower().endswith((".txt", ".text"))
    return not is_named_text and count_of_markdown_headings(text) >= FEW_HEADINGS
