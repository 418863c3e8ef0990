"""The package that a DOCX is: a ZIP of XML parts, opened without trusting what it says."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from prevenio.programme.importing.readers.refusals import (
    DamagedDocx,
    ForbiddenXml,
    PasswordProtected,
    UnknownKind,
    UnpacksTooFar,
)

MOST_UNPACKED = 256 * 1024 * 1024
MOST_IN_A_PART = 32 * 1024 * 1024
MOST_ELEMENTS = 1_500_000
MOST_ENTRIES = 10_000
MOST_RATIO = 200
RATIO_MATTERS_FROM = 16 * 1024 * 1024
DEEPEST = 200
CHUNK = 256 * 1024

OTHER_KINDS = {
    "xl/workbook.xml": "XLSX",
    "ppt/presentation.xml": "PPTX",
    "content.xml": "ODT",
    "META-INF/container.xml": "EPUB",
}

WORD_NAMESPACES = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
PREFIXES = {
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc_",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m_",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m_",
}
MAIN_PART = "word/document.xml"


class Package:
    """The parts of a DOCX by name. Raises refusals, never anything of the libraries below."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        self._packed = len(content)
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
            raise DamagedDocx(name, "ZIP") from error
        self._check_directory()
        self.part_names = frozenset(self._zip.namelist())
        if MAIN_PART not in self.part_names:
            raise self._not_word()

    def tree(self, part: str) -> Element | None:
        """The root of an XML part; None if the package has no such part."""
        if part not in self.part_names:
            return None
        parser = XMLParser(target=_PlainTree(self.name, part))
        try:
            parser.feed(self._read(part))
            root = parser.close()
        except (ParseError, ValueError, LookupError) as error:
            raise DamagedDocx(self.name, part) from error
        assert isinstance(root, Element)
        return root

    def parts_like(self, beginning: str) -> list[str]:
        """The names of XML parts that begin so, in order."""
        return sorted(
            part for part in self.part_names if part.startswith(beginning) and part.endswith(".xml")
        )

    def _check_directory(self) -> None:
        entries = self._zip.infolist()
        declared = sum(entry.file_size for entry in entries)
        is_dense = declared > MOST_RATIO * self._packed and declared > RATIO_MATTERS_FROM
        if len(entries) > MOST_ENTRIES or declared > MOST_UNPACKED or is_dense:
            raise UnpacksTooFar(self.name, MOST_UNPACKED)
        if any(entry.flag_bits & 1 for entry in entries):
            raise PasswordProtected(self.name, "DOCX")

    def _read(self, part: str) -> bytes:
        """The bytes of a part, counted while they are unpacked: the directory may lie."""
        content = bytearray()
        try:
            with self._zip.open(part) as stream:
                while chunk := stream.read(CHUNK):
                    content += chunk
                    self._unpacked += len(chunk)
                    if len(content) > MOST_IN_A_PART or self._unpacked > MOST_UNPACKED:
                        raise UnpacksTooFar(self.name, MOST_IN_A_PART)
        except (
            zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError,
        ) as error:  # fmt: skip
            raise DamagedDocx(self.name, part) from error
        return bytes(content)

    def _not_word(self) -> UnknownKind | DamagedDocx:
        for part, kind in OTHER_KINDS.items():
            if part in self.part_names:
                return UnknownKind(self.name, kind)
        if any(part.startswith("word/") for part in self.part_names):
            return DamagedDocx(self.name, MAIN_PART)
        return UnknownKind(self.name, "ZIP")


class _PlainTree(TreeBuilder):
    """Builds elements under short names and refuses what a word processor never writes."""

    def __init__(self, name: str, part: str) -> None:
        super().__init__()
        self._name = name
        self._part = part
        self._depth = 0
        self._count = 0

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise ForbiddenXml(self._name, self._part)

    def start(self, tag: str, attrs: Mapping[str, str]) -> Element:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST:
            raise DamagedDocx(self._name, self._part)
        if self._count > MOST_ELEMENTS:
            raise UnpacksTooFar(self._name, MOST_IN_A_PART)
        return super().start(short_name(tag), {short_name(key): attrs[key] for key in attrs})

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return super().end(short_name(tag))


@lru_cache(maxsize=2048)
def short_name(tag: str) -> str:
    """`p` for an element of the word processor, with a prefix for those of other namespaces."""
    if not tag.startswith("{"):
        return tag
    namespace, _, local = tag[1:].partition("}")
    if namespace in WORD_NAMESPACES:
        return local
    return PREFIXES.get(namespace, "x_") + local
