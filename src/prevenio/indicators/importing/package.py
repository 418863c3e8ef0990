"""The package that a workbook is: a ZIP of XML parts, opened without trusting what it says."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLParser, XMLPullParser

from prevenio.indicators.importing.refusals import (
    DamagedWorkbook,
    OldWorkbook,
    PasswordProtected,
    TooLarge,
    UnknownKind,
    UnreadableStatistics,
)

MOST_UNPACKED = 256 * 1024 * 1024
MOST_IN_A_TREE = 16 * 1024 * 1024
MOST_ELEMENTS = 8_000_000
MOST_ENTRIES = 10_000
CHUNK = 64 * 1024
WORKBOOK = "xl/workbook.xml"

OTHER_KINDS = {
    "xl/workbook.bin": OldWorkbook,
    "content.xml": OldWorkbook,
    "word/document.xml": UnknownKind,
    "ppt/presentation.xml": UnknownKind,
}
NAMES_OF_KINDS = {
    "xl/workbook.bin": "XLSB",
    "content.xml": "ODS",
    "word/document.xml": "DOCX",
    "ppt/presentation.xml": "PPTX",
}


class Package:
    """The parts of a workbook by name. Raises refusals, never anything of the libraries below."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        self._left = MOST_UNPACKED
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
            raise DamagedWorkbook(name, "ZIP") from error
        self._check_directory()
        self.parts = frozenset(self._zip.namelist())
        if WORKBOOK not in self.parts:
            raise self._no_workbook()

    def elements(self, part: str, wanted: frozenset[str]) -> Iterator[tuple[str, str, Element]]:
        """`start` or `end`, the name without namespace, and the element, of those wanted.

        What is done with needs to be cleared by the caller, so that memory stays small.
        """
        parser: Any = XMLPullParser(("start", "end"))
        count = 0
        try:
            for chunk in self._chunks(part):
                parser.feed(chunk)
                for event in parser.read_events():
                    count += 1
                    if (tag := local(event[1].tag)) in wanted:
                        yield event[0], tag, event[1]
                if count > 2 * MOST_ELEMENTS:
                    raise TooLarge(self.name, f"its part “{part}” has more cells than can be read")
            # What is left unclosed is found only here, and only when the events are asked for.
            parser.close()
            list(parser.read_events())
        except (ParseError, ValueError, LookupError) as error:
            raise DamagedWorkbook(self.name, part) from error

    def tree(self, part: str) -> Element | None:
        """The root of a small part; None if the package has no such part."""
        if part not in self.parts:
            return None
        builder, size = XMLParser(), 0
        try:
            for chunk in self._chunks(part):
                builder.feed(chunk)
                size += len(chunk)
                if size > MOST_IN_A_TREE:
                    raise TooLarge(self.name, f"its part “{part}” is longer than can be read")
            root = builder.close()
        except (ParseError, ValueError, LookupError) as error:
            raise DamagedWorkbook(self.name, part) from error
        return root if isinstance(root, Element) else None

    def _chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of a part, counted while they are unpacked: the directory may lie."""
        try:
            with self._zip.open(part) as stream:
                while chunk := stream.read(CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise self._unpacks_too_far()
                    # No spreadsheet program declares a document type, and entities may be bombs.
                    if b"<!DOCTYPE" in chunk:
                        raise DamagedWorkbook(self.name, part)
                    yield chunk
        except (
            zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError,
            KeyError,
        ) as error:  # fmt: skip
            raise DamagedWorkbook(self.name, part) from error

    def _check_directory(self) -> None:
        entries = self._zip.infolist()
        if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > MOST_UNPACKED:
            raise self._unpacks_too_far()
        if any(entry.flag_bits & 1 for entry in entries):
            raise PasswordProtected(self.name)

    def _unpacks_too_far(self) -> TooLarge:
        return TooLarge(self.name, f"unpacked it takes more than {MOST_UNPACKED // 1024**2} MB")

    def _no_workbook(self) -> UnreadableStatistics:
        for part, refusal in OTHER_KINDS.items():
            if part in self.parts:
                return refusal(self.name, NAMES_OF_KINDS[part])
        if any(part.startswith("xl/") for part in self.parts):
            return DamagedWorkbook(self.name, WORKBOOK)
        return UnknownKind(self.name, "ZIP")


@lru_cache(maxsize=1024)
def local(tag: str) -> str:
    """The name of an element without its namespace: strict and usual workbooks differ there."""
    return tag.rpartition("}")[2]
