"""The annual review as a Word document: real headings, captions that count, rows that repeat."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.shared import Cm, Pt, RGBColor

from prevenio.reviews import word_parts as parts
from prevenio.reviews.word_parts import Paper
from prevenio.web.charts import Chart

_INK_2 = RGBColor(0x4B, 0x59, 0x64)


def docx_of(content: dict[str, Any], *, at: datetime) -> bytes:
    """The words of `printed` as a DOCX file; the same words and moment give the same bytes."""
    document = Document()
    parts.set_up(document, content, at)
    paper = parts.Paper(document, content["labels"], content["authority"]["brand"])
    _cover(paper, content)
    _contents(paper, content)
    _summary(paper, content)
    for area in content["areas"]:
        _area(paper, area)
    _discipline(paper, content["discipline"])
    _changes(paper, content["changes"])
    if content["fates"]:
        _fates(paper, content["fates"])
    _annexes(paper, content)
    file = BytesIO()
    document.save(file)
    return parts.with_fixed_days(file.getvalue())


def _cover(paper: Paper, content: dict[str, Any]) -> None:
    authority = content["authority"]
    paper.write(authority["name"], style="Subtitle").paragraph_format.space_after = Pt(0)
    line = paper.write(", ".join(filter(None, (authority["second_line"], content["mark"]))))
    line.paragraph_format.space_after = Cm(4)
    title = paper.write(content["title"], style="Title")
    title.add_run().add_break()
    title.add_run(content["when"]).font.color.rgb = parts.colour(authority["brand"])
    _result(paper, content)
    for label, value, note in content["cover"]:
        row = paper.write()
        row.add_run(f"{label}: ").font.color.rgb = _INK_2
        row.add_run(value).bold = True
        if note:
            row.add_run(f", {note}")


def _contents(paper: Paper, content: dict[str, Any]) -> None:
    """A table of contents that Word renews; until then it shows the chapters with their results."""
    title = paper.write(content["labels"]["contents"], style="TOC Heading")
    title.paragraph_format.page_break_before = True
    parts.add_contents_field(paper, _entries(content))


def _entries(content: dict[str, Any]) -> list[tuple[str, str]]:
    chapters = [*content["areas"], content["discipline"], content["changes"]]
    chapters += [content["fates"]] if content["fates"] else []
    annexes = ("chart_tables", *(("opinion",) if content["steps"] else ()), "method")
    return [
        (content["labels"]["summary"], ""),
        *((f"{one['code']} {one['title']}", one["short_result"]) for one in chapters),
        *((content["labels"][name], "") for name in annexes),
    ]


def _result(paper: Paper, said: dict[str, Any]) -> None:
    paragraph = paper.write(style="Lead")
    paragraph.add_run(said["result"]).bold = True
    if said["remainder"]:
        paragraph.add_run(f" {said['remainder']}")


def _summary(paper: Paper, content: dict[str, Any]) -> None:
    labels, summary = paper.labels, content["summary"]
    parts.begin_chapter(paper, "", labels["summary"])
    _result(paper, content)
    for words in summary["paragraphs"]:
        paper.write(words)
    _chart(paper, summary["chart"], width=16.5)
    paper.head(labels["how_to_read"], 2)
    for words in content["how_to_read"]:
        paper.write(words)
    if summary["reasons"]:
        head = (labels["reason"], labels["times"])
        _table(paper, labels["reasons"], head, summary["reasons"], (12, 4))


def _area(paper: Paper, area: dict[str, Any]) -> None:
    labels = paper.labels
    parts.begin_chapter(paper, area["code"], area["title"])
    _result(paper, area)
    paper.head(f"{area['code']}.1 {labels['how_far']}", 2)
    _chart(paper, area["chart"], width=11.5)
    paper.head(f"{area['code']}.2 {labels['what_was_done']}", 2)
    names = ("number", "action", "lead", "figure", "state", "degree")
    rows = [
        (
            row["code"],
            row["title"],
            row["lead"],
            row["number"],
            row["outcome"],
            "; ".join(filter(None, (row["degree"], row["verdict"]))),
        )
        for row in area["actions"]
    ]
    head = [labels[name] for name in names]
    _table(paper, area["caption"], head, rows, (1.2, 4.4, 2.8, 2.4, 3.1, 3.1))
    paper.write(labels["never_counts"], style="Note")
    paper.head(f"{area['code']}.3 {labels['what_next']}", 2)
    for code, words, until in area["next"]:
        paragraph = paper.write()
        paragraph.add_run(f"{code}  ").bold = True
        paragraph.add_run(words)
        if until:
            paragraph.add_run(f" ({labels['until'].lower()}: {until})")
    if not area["next"]:
        paper.write(labels["nothing_next"])


def _discipline(paper: Paper, part: dict[str, Any]) -> None:
    labels = paper.labels
    parts.begin_chapter(paper, part["code"], part["title"])
    _result(paper, part)
    _chart(paper, part["chart"], width=16.5)
    names = ("body", "expected", "on_time", "late", "longest_late", "missing")
    head = [labels[name] for name in names]
    _table(paper, part["caption"], head, part["rows"], (6, 2.2, 2, 1.8, 3, 2))
    if part["reminded"]:
        head = [labels[name] for name in ("body", "reminders", "sent_back", "told", "leave")]
        _table(paper, labels["reminded"], head, part["reminded"], (4, 2.6, 2.2, 5, 3.2))


def _changes(paper: Paper, part: dict[str, Any]) -> None:
    labels = paper.labels
    parts.begin_chapter(paper, part["code"], part["title"])
    paper.write(part["result"], style="Lead")
    if part["rows"]:
        head = [labels[name] for name in ("number", "action", "verdict", "finding")]
        _table(paper, labels["changes"], head, part["rows"], (1.4, 5, 3, 7.6))
    if part["follow_ups"]:
        head = [labels[name] for name in ("number", "lead", "follow_up", "until")]
        _table(paper, labels["follow_ups"], head, part["follow_ups"], (1.4, 4, 8, 3.6))

    if part["earlier"]:
        head = [labels[name] for name in ("number", "body", "follow_up", "until", "became")]
        _table(paper, labels["earlier"], head, part["earlier"], (1.4, 3, 5, 2.8, 4.8))


def _fates(paper: Paper, part: dict[str, Any]) -> None:
    labels = paper.labels
    parts.begin_chapter(paper, part["code"], part["title"])
    _result(paper, part)
    head = [labels[name] for name in ("number", "action", "fate", "code_after", "why")]
    _table(paper, part["caption"], head, part["rows"], (1.4, 6, 2.6, 1.8, 5.2))


def _annexes(paper: Paper, content: dict[str, Any]) -> None:
    labels, chart = paper.labels, content["summary"]["chart"]
    parts.begin_chapter(paper, "", labels["chart_tables"])
    widths = (6, *((11 / (len(chart.head) - 1),) * (len(chart.head) - 1)))
    _table(paper, labels["degrees_by_area"], chart.head, chart.rows, widths)
    if content["steps"]:
        paper.head(labels["opinion"])
        _facts(paper, content["steps"])
    paper.head(labels["method"])
    for words in content["method"]:
        paper.write(words)
    paper.head(labels["sources"], 2)
    _facts(paper, content["sources"])
    paper.head(labels["checksum"], 2)
    paper.write(content["digest"])
    paper.write(labels["checksum_note"], style="Note")


def _facts(paper: Paper, rows: Sequence[Sequence[str]]) -> None:
    for label, value in rows:
        paragraph = paper.write()
        paragraph.add_run(f"{label}: ").font.color.rgb = _INK_2
        paragraph.add_run(value)


def _chart(paper: Paper, chart: Chart, *, width: float) -> None:
    parts.add_caption(paper, paper.labels["chart"], chart.title)
    paper.write(chart.subtitle, style="Note").paragraph_format.keep_with_next = True
    parts.add_picture(paper, chart, width)
    paper.write(paper.labels["source"], style="Note")


def _table(
    paper: Paper,
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
) -> None:
    parts.add_caption(paper, paper.labels["table"], caption)
    parts.add_table(paper, head, rows, widths)
