"""A paper as PDF/UA-1."""

from datetime import datetime
from pathlib import Path
from typing import Any

from prevenio.reviews.papers.blocks import Block, Drawing, Facts, Paper, Table, Words
from prevenio.web.typesetting import compile_pdf

TEMPLATE = Path(__file__).parents[1] / "templates" / "reviews" / "paper.typ"


def pdf_of(paper: Paper, *, at: datetime) -> bytes:
    """The paper set by Typst; the same paper and moment give the same bytes."""
    content: dict[str, Any] = {
        "language": paper.language,
        "authority": dict(paper.authority),
        "title": paper.title,
        "when": paper.when,
        "running_title": paper.running_title,
        "programme": paper.programme,
        "mark": paper.mark,
        "lead": paper.lead,
        "rest": paper.rest,
        "cover": [list(one) for one in paper.cover],
        "chapters": [
            {"title": one.title, "lead": one.lead, "blocks": list(map(_plain, one.blocks))}
            for one in paper.chapters
        ],
        "sources": [list(one) for one in paper.sources],
        "digest": paper.digest,
        "labels": dict(paper.labels),
    }
    return compile_pdf(TEMPLATE, content, timestamp=int(at.timestamp()))


def _plain(block: Block) -> dict[str, Any]:
    if isinstance(block, Words):
        return {"kind": "words", "text": block.text, "is_note": block.is_note}
    if isinstance(block, Facts):
        return {"kind": "facts", "rows": [list(row) for row in block.rows]}
    if isinstance(block, Table):
        return {
            "kind": "table",
            "caption": block.caption,
            "head": list(block.head),
            "rows": [list(row) for row in block.rows],
            "widths": list(block.widths),
            "right": list(block.right),
        }
    assert isinstance(block, Drawing)
    chart = block.chart
    return {
        "kind": "chart",
        "title": chart.title,
        "subtitle": chart.subtitle,
        "text": chart.text,
        "svg": chart.svg(),
        "width": block.width,
    }
