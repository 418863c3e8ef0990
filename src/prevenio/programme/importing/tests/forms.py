"""One text in the other three forms: Markdown, DOCX and PDF, its tables made real tables."""

import io
import json
import re
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import docx
import typst

Rows = list[list[str]]

_PDF = """
#set page(paper: "a4", margin: 2cm)
#set text(font: ("Libertinus Serif"), size: 10pt, hyphenate: false)
#set par(justify: false)
#let blocks = json("blocks.json")
#for block in blocks {
  if block.kind == "table" {
    table(
      columns: block.widths.map(width => width * 1fr),
      ..block.rows.flatten().map(cell => text(size: 8pt)[#cell]),
    )
  } else {
    par(block.lines.join(linebreak()))
  }
}
"""


def blocks_of(text: str) -> Iterator[tuple[str, list[str]]]:
    """Tables and paragraphs: runs of lines with tabs (blank lines inside ignored), and the rest."""
    marked = []
    for line in text.split("\n"):
        kind = "table" if "\t" in line else "blank" if not line.strip() else "text"
        marked.append((kind, line))
    for at, (kind, _) in enumerate(marked):
        if kind == "blank":
            before = next((k for k, _ in reversed(marked[:at]) if k != "blank"), "")
            after = next((k for k, _ in marked[at:] if k != "blank"), "")
            if before == after == "table":
                marked[at] = ("table", "")
    for kind, run in groupby(marked, key=lambda pair: pair[0]):
        lines = [line for _, line in run if line.strip()]
        if lines:
            yield kind, lines


def tables_in(lines: list[str]) -> Iterator[Rows]:
    """Rows of one table each: as long as their number of cells stays the same."""
    rows = [line.split("\t") for line in lines]
    for _, same in groupby(rows, key=len):
        yield [[cell.strip() for cell in row] for row in same]


def as_markdown(text: str) -> bytes:
    written: list[str] = []
    for kind, lines in blocks_of(text):
        if kind == "text":
            written += [*lines, ""]
            continue
        for rows in tables_in(lines):
            for at, row in enumerate(rows):
                written.append("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |")
                if at == 0:
                    written.append("|" + " --- |" * len(row))
            written.append("")
    return "\n".join(written).encode()


def as_docx(text: str) -> bytes:
    document = docx.Document()
    for kind, lines in blocks_of(text):
        if kind == "text":
            for line in lines:
                document.add_paragraph(re.sub(r"\*\*", "", line))
            continue
        for rows in tables_in(lines):
            table = document.add_table(rows=0, cols=len(rows[0]))
            for row in rows:
                for cell, said in zip(table.add_row().cells, row, strict=True):
                    cell.text = said
            document.add_paragraph("")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def as_pdf(text: str) -> bytes:
    blocks: list[dict[str, object]] = []
    for kind, lines in blocks_of(text):
        if kind == "text":
            blocks.append({"kind": "text", "lines": [re.sub(r"\*\*", "", line) for line in lines]})
            continue
        for rows in tables_in(lines):
            widths = [
                min(8, 1 + max(len(row[at]) for row in rows) // 12) for at in range(len(rows[0]))
            ]
            blocks.append({"kind": "table", "rows": rows, "widths": widths})
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "blocks.json").write_text(json.dumps(blocks), encoding="utf-8")
        source = Path(folder) / "source.typ"
        source.write_text(_PDF, encoding="utf-8")
        compiled = typst.compile(str(source))
    assert isinstance(compiled, bytes)
    return compiled
