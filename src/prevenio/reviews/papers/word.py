"""A paper as a Word document."""

from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.shared import Pt, RGBColor

from prevenio.reviews import word_parts as parts
from prevenio.reviews.papers.blocks import Block, Chapter, Drawing, Facts, Paper, Table, Words

_INK_2 = RGBColor(0x4B, 0x59, 0x64)


def docx_of(paper: Paper, *, at: datetime) -> bytes:
    """The paper as DOCX; the same paper and moment give the same bytes."""
    document = Document()
    said: dict[str, Any] = {
        "language": paper.language,
        "authority": paper.authority,
        "title": paper.title,
        "when": paper.when,
        "programme": paper.programme,
        "running_title": paper.running_title,
        "mark": paper.mark,
        "labels": paper.labels,
    }
    parts.set_up(document, said, at)
    sheet = parts.Paper(document, dict(paper.labels), paper.authority["brand"])
    _top(sheet, paper)
    for number, chapter in enumerate(paper.chapters, start=1):
        _chapter(sheet, number, chapter)
    _foot(sheet, paper)
    file = BytesIO()
    document.save(file)
    return parts.with_fixed_days(file.getvalue())


def _top(sheet: parts.Paper, paper: Paper) -> None:
    authority = paper.authority
    sheet.write(authority["name"], style="Subtitle").paragraph_format.space_after = Pt(0)
    if marks := ", ".join(filter(None, (authority["second_line"], paper.mark))):
        sheet.write(marks)
    title = sheet.write(paper.title, style="Title")
    title.add_run().add_break()
    title.add_run(paper.when).font.color.rgb = parts.colour(authority["brand"])
    lead = sheet.write(style="Lead")
    lead.add_run(paper.lead).bold = True
    if paper.rest:
        lead.add_run(f" {paper.rest}")
    for label, value, note in paper.cover:
        row = sheet.write()
        row.add_run(f"{label}: ").font.color.rgb = _INK_2
        row.add_run(value).bold = True
        if note:
            row.add_run(f", {note}")


def _chapter(sheet: parts.Paper, number: int, chapter: Chapter) -> None:
    heading = sheet.head("")
    heading.paragraph_format.space_before = Pt(18)
    heading.add_run(f"{number} ").font.color.rgb = parts.colour(sheet.brand)
    heading.add_run(chapter.title)
    if chapter.lead:
        sheet.write(chapter.lead, style="Lead")
    for block in chapter.blocks:
        _block(sheet, block)


def _block(sheet: parts.Paper, block: Block) -> None:
    if isinstance(block, Words):
        sheet.write(block.text, style="Note" if block.is_note else None)
    elif isinstance(block, Facts):
        _facts(sheet, block)
    elif isinstance(block, Table):
        parts.add_caption(sheet, sheet.labels["table"], block.caption)
        parts.add_table(
            sheet, block.head, block.rows, [width / 10 for width in block.widths], block.right
        )
    elif isinstance(block, Drawing):
        parts.add_caption(sheet, sheet.labels["chart"], block.chart.title)
        subtitle = sheet.write(block.chart.subtitle, style="Note")
        subtitle.paragraph_format.keep_with_next = True
        parts.add_picture(sheet, block.chart, block.width / 10)


def _facts(sheet: parts.Paper, facts: Facts) -> None:
    for label, value in facts.rows:
        row = sheet.write()
        row.add_run(f"{label}: ").font.color.rgb = _INK_2
        row.add_run(value)


def _foot(sheet: parts.Paper, paper: Paper) -> None:
    sheet.head(paper.labels["sources"]).paragraph_format.space_before = Pt(18)
    _facts(sheet, Facts(paper.sources))
    sheet.head(paper.labels["checksum"], 2)
    sheet.write(paper.digest)
    sheet.write(paper.labels["checksum_note"], style="Note")
