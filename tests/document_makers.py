"""Makes documents for tests: one text in every form, and files that must be refused.

The text is a programme as plain text: tabs part the cells of a table, roman numerals number the
chapters, `**` stands around titles. Tables become real tables; rows that a page break tore apart
stay torn.
"""

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import docx
import typst

CHAPTER = re.compile(r"^[IVX]+\. ")
ITEM = re.compile(r"^(?:[-–•\uf0d2]|\d+[.)])")
FIGTREE = Path(__file__).resolve().parent.parent / "node_modules" / "@expo-google-fonts" / "figtree"

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a blank line, a heading or a whole table of the text."""

    kind: Literal["paragraph", "heading", "table"]
    text: str = ""
    level: int = 0
    rows: tuple[Row, ...] = ()
    widths: tuple[float, ...] = ()


def blocks_of(text: str) -> list[Block]:
    """The text's blocks; blank lines inside a table vanish, others are empty paragraphs."""
    blocks: list[Block] = []
    rows: list[Row] = []
    blanks = 0
    lines = text.splitlines()
    for place, line in enumerate(lines):
        if "\t" in line and line.strip():
            rows.append(tuple(cell.strip() for cell in line.split("\t")))
            blanks = 0
        elif rows and not line.strip():
            blanks += 1
        else:
            blocks += _closed(rows, blanks)
            rows, blanks = [], 0
            around = [*lines[max(place - 1, 0) : place], *lines[place + 1 : place + 2]]
            is_alone = not any(neighbour.strip() for neighbour in around)
            blocks.append(_line_block(line, is_alone=is_alone))
    return blocks + list(_closed(rows, blanks))


def _closed(rows: Sequence[Row], blanks: int) -> Iterator[Block]:
    if rows:
        width = max(map(len, rows))
        yield Block("table", rows=tuple(row + ("",) * (width - len(row)) for row in rows))
        yield from [Block("paragraph")] * blanks


def _line_block(line: str, *, is_alone: bool) -> Block:
    """A chapter's title is a heading, and so is a line of capitals with blank lines around it."""
    if line != line.upper() or not line.strip() or not is_alone:
        return Block("paragraph", text=line)
    if CHAPTER.match(line):
        return Block("heading", text=line, level=1)
    is_title = len(line.split()) > 1 and line[0].isalpha() and not line.endswith(".")
    return Block("heading" if is_title else "paragraph", text=line, level=2 if is_title else 0)


def make_markdown(text: str) -> bytes:
    """The text as Markdown with pipe tables and hashed headings."""
    lines: list[str] = []
    for block in blocks_of(text):
        if block.kind == "table":
            lines += [*_pipe_table(block.rows)]
        elif block.kind == "heading":
            lines += ["#" * block.level + " " + block.text, ""]
        else:
            lines.append(block.text)
    return ("\n".join(lines) + "\n").encode()


def _pipe_table(rows: Sequence[Row]) -> Iterator[str]:
    head, *body = rows
    yield from ("", _piped(head), "|" + "---|" * len(head))
    yield from (_piped(row) for row in body)
    yield ""


def _piped(row: Row) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def make_docx(text: str) -> bytes:
    """The text as DOCX with real tables and heading styles."""
    document = docx.Document()
    for block in blocks_of(text):
        if block.kind == "table":
            _add_table(document, block.rows)
        elif block.kind == "heading":
            document.add_heading(block.text, level=block.level)
        else:
            run = document.add_paragraph().add_run(block.text.replace("**", ""))
            run.bold = "**" in block.text
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def _add_table(document: docx.document.Document, rows: Sequence[Row]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words


PDF_TEMPLATE = """
#let blocks = json(bytes(sys.inputs.blocks))
#set page(paper: "a4", margin: 15mm, numbering: "1")
#set text(size: 10.5pt, hyphenate: false)
#show table: set text(size: 8pt)
#set heading(outlined: false)
#for block in blocks {
  if block.kind == "table" {
    table(
      columns: block.widths.map(width => width * 1fr),
      inset: 3pt,
      ..block.rows.flatten().map(cell => [#cell])
    )
  } else if block.kind == "heading" {
    heading(level: block.level, block.text)
  } else {
    par(block.text)
  }
}
"""


def make_pdf(text: str, *, template: str = PDF_TEMPLATE) -> bytes:
    """The text as PDF with ruled tables and a text layer."""
    blocks = [asdict(_laid_out(block)) for block in _paragraphs(blocks_of(text))]
    fonts = [str(FIGTREE)] if FIGTREE.exists() else []
    return typeset(template, fonts, {"blocks": json.dumps(blocks)})


def typeset(
    template: str, fonts: Sequence[str] = (), inputs: Mapping[str, str] | None = None
) -> bytes:
    """The PDF of a Typst document."""
    figtree_and_embedded = typst.Fonts(include_system_fonts=False, font_paths=list(fonts))
    compiler = typst.Compiler(
        template.encode(), font_paths=figtree_and_embedded, sys_inputs=dict(inputs or {})
    )
    made = compiler.compile(format="pdf")
    assert isinstance(made, bytes)
    return made


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks that are printed: lines right below each other are one paragraph, broken there."""
    pending = ""
    for block in [*blocks, Block("paragraph")]:
        if pending and block.kind == "paragraph" and block.text and not ITEM.match(block.text):
            pending += f"\n{block.text}"
            continue
        if pending:
            yield Block("paragraph", text=pending)
        pending = block.text if block.kind == "paragraph" else ""
        if block.kind != "paragraph":
            yield block


def _laid_out(block: Block) -> Block:
    """The block with its marks taken off and its columns wide enough for their longest word."""
    if block.kind != "table":
        return Block(block.kind, text=block.text.replace("**", ""), level=block.level)
    rows = tuple(tuple(map(_kept_together, row)) for row in block.rows)
    columns = list(zip(*block.rows, strict=True))
    longest = [max((len(word) for cell in c for word in cell.split()), default=1) for c in columns]
    filled = [sum(map(len, column)) for column in columns]
    spare = max(130 - 1.3 * sum(longest), 0) / max(sum(filled), 1)
    widths = (1.3 * word + 2 + spare * whole for word, whole in zip(longest, filled, strict=True))
    return Block("table", rows=rows, widths=tuple(widths))


def _kept_together(cell: str) -> str:
    """The words of a cell, a dash glued to the word it opens, as word processors keep it."""
    return re.sub(r"(?<= )-(?=\w)", "-\u2060", cell)


SCANNED_TEMPLATE = """
#set page(width: 60mm, height: 80mm, margin: 0mm)
#let pixels = bytes(range(3 * 8 * 8).map(place => calc.rem(place * 7, 256)))
#let scan = image(pixels, format: (encoding: "rgb8", width: 8, height: 8), width: 100%)
#for number in range(int(sys.inputs.pages)) {
  page(scan, footer: text(size: 4pt, sys.inputs.stamp))
}
"""


def make_scanned_pdf(pages: int = 2, stamp: str = "") -> bytes:
    """A PDF whose pages are pictures only, perhaps with a signature's stamp at their feet."""
    return typeset(SCANNED_TEMPLATE, [], {"pages": str(pages), "stamp": stamp})


def make_raw_pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first must be the catalogue."""
    made = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    made += b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n" % (size, trailer, start)
    return bytes(made + b"%%EOF\n")


def raw_stream(content: bytes, attributes: bytes = b"") -> bytes:
    """A stream object for `make_raw_pdf`."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), attributes, content)


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGE_TREE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R %b >>"


def raw_page(drawing: bytes, resources: bytes = b"") -> bytes:
    """A PDF of one page, 200 points square, with these drawing instructions."""
    return make_raw_pdf([CATALOGUE, PAGE_TREE, PAGE % resources, raw_stream(drawing)])


def make_encrypted_pdf() -> bytes:
    """A PDF that opens only with a password (nobody knows it: the keys are made up)."""
    key = b"<" + b"5a" * 32 + b">"
    guard = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O %b /U %b >>" % (key, key)
    objects = [CATALOGUE, PAGE_TREE, PAGE % b"", raw_stream(b"q Q"), guard]
    return make_raw_pdf(objects, b"/Encrypt 5 0 R /ID [<01> <01>]")


def make_bomb_pdf(unpacked: int = 70 * 1024 * 1024) -> bytes:
    """A PDF with one stream that grows far when it is unpacked."""
    packed = zlib.compress(b" " * unpacked, 9)
    stream = raw_stream(packed, b"/Filter /FlateDecode")
    return make_raw_pdf([CATALOGUE, PAGE_TREE, PAGE % b"", stream])


def make_nested_pdf(levels: int = 9, calls: int = 10) -> bytes:
    """A PDF whose drawing calls itself so often, level by level, that it never ends."""
    forms = [
        raw_stream(
            b"/F Do " * calls if level + 1 < levels else b"q Q",
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
            b"/Resources << /XObject << /F %d 0 R >> >>" % (level + 6),
        )
        for level in range(levels)
    ]
    page = PAGE % b"/Resources << /XObject << /F 5 0 R >> >>"
    return make_raw_pdf([CATALOGUE, PAGE_TREE, page, raw_stream(b"/F Do"), *forms])


def make_many_paged_pdf(pages: int) -> bytes:
    """A PDF of empty pages."""
    kids = b" ".join(b"%d 0 R" % (number + 4) for number in range(pages))
    tree = b"<< /Type /Pages /Count %d /Kids [%b] >>" % (pages, kids)
    empty = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    return make_raw_pdf([CATALOGUE, tree, b"<< >>", *[empty] * pages])


def make_package(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP of these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return packed.getvalue()


WORD_XML = (
    '<?xml version="1.0" encoding="UTF-8"?><w:{root} '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml">{content}</w:{root}>'
)


def make_raw_docx(body: str, **parts: str) -> bytes:
    """A DOCX with this XML as its body, and other parts (`styles`, `numbering`, ...) by name."""
    roots = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes"}
    made = {
        "word/document.xml": WORD_XML.format(root="document", content=f"<w:body>{body}</w:body>")
    }
    for name, content in parts.items():
        root = roots.get(name, "hdr")
        made[f"word/{name}.xml"] = WORD_XML.format(root=root, content=content)
    return make_package({name: content.encode() for name, content in made.items()})


def make_bomb_docx(unpacked: int = 40 * 1024 * 1024) -> bytes:
    """A small DOCX whose directory says honestly that it unpacks to far more."""
    return make_package({"word/document.xml": b"<" + b" " * unpacked})


def make_lying_bomb_docx(unpacked: int = 80 * 1024 * 1024) -> bytes:
    """The same, but its directory says that the part is small."""
    honest = make_package({"word/document.xml": b"<" + b" " * unpacked})
    return honest.replace(struct.pack("<L", unpacked + 1), struct.pack("<L", 1000))


def make_entity_docx() -> bytes:
    """A DOCX whose XML declares an entity that reads a file of the machine."""
    trick = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    document = WORD_XML.format(root="document", content="<w:body>&e;</w:body>")
    declaration, rest = document.split("?>", 1)
    return make_package({"word/document.xml": f"{declaration}?>{trick}{rest}".encode()})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def make_legacy_doc() -> bytes:
    """The beginning of a document of an old Word."""
    return OLE + "WordDocument".encode("utf-16-le") + bytes(512)


def make_encrypted_docx() -> bytes:
    """The container that Word writes around an encrypted DOCX."""
    return OLE + "EncryptionInfo".encode("utf-16-le") + "EncryptedPackage".encode("utf-16-le")
