"""Parts of a Word document that python-docx has no words for: fields, heads that repeat."""

import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from prevenio.reviews.word_tables import table_of
from prevenio.web.charts import Chart

_FONT = "Figtree"
_INK = RGBColor(0x16, 0x23, 0x2E)
_INK_2 = RGBColor(0x4B, 0x59, 0x64)
_LOCALES = {"pl": "pl-PL", "cs": "cs-CZ", "en": "en-GB"}
# (style, size in points, bold, space before and after in points)
_STYLES = (
    ("Normal", 10, False, 0, 6),
    ("Title", 30, True, 0, 18),
    ("Subtitle", 14, True, 0, 2),
    ("Heading 1", 20, True, 0, 8),
    ("Heading 2", 13, True, 14, 5),
    ("Caption", 9.5, True, 8, 3),
    ("Lead", 12, False, 0, 8),
    ("Note", 8.5, False, 2, 4),
    ("TOC Heading", 20, True, 0, 8),
)
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def colour(code: str) -> RGBColor:
    """A colour as #1F4173."""
    return RGBColor.from_string(code.lstrip("#"))


@dataclass(slots=True)
class Paper:
    """A document being written: its words of tables, its colour, how many captions it has."""

    document: Any
    labels: dict[str, str]
    brand: str
    captions: Counter[str] = field(default_factory=Counter)

    def write(self, text: str = "", style: str | None = None) -> Any:
        """A paragraph at the end of the document."""
        return self.document.add_paragraph(text, style=style)

    def head(self, text: str, level: int = 1) -> Any:
        """A heading at the end of the document."""
        return self.document.add_heading(text, level=level)


def set_up(document: Any, content: dict[str, Any], at: datetime) -> None:
    """Page, styles, language, head and foot, and the properties that the file carries."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    section.different_first_page_header_footer = True
    _set_styles(document, _LOCALES.get(content["language"], "en-GB"))
    _set_head_and_foot(section, content)
    said, moment = document.core_properties, at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    said.title = f"{content['title']} {content['when']}"
    said.author = said.last_modified_by = content["authority"]["name"]
    said.subject, said.keywords, said.comments = content["programme"], "", ""
    said.language = _LOCALES.get(content["language"], "en-GB")
    said.created = said.modified = moment
    said.revision = 1


def begin_chapter(paper: Paper, number: str, title: str) -> None:
    """A chapter on a new page, its number in the brand's colour."""
    heading = paper.head("")
    heading.paragraph_format.page_break_before = True
    if number:
        heading.add_run(f"{number} ").font.color.rgb = colour(paper.brand)
    heading.add_run(title)


def add_caption(paper: Paper, label: str, text: str) -> None:
    """A caption that counts: `Table 3. …`, the number is a field."""
    paragraph = paper.write(style="Caption")
    paragraph.paragraph_format.keep_with_next = True
    paper.captions[label] += 1
    paragraph.add_run(f"{label} ")
    _add_field(paragraph, f"SEQ {label} \\* ARABIC", str(paper.captions[label]))
    paragraph.add_run(f". {text}")


def add_picture(paper: Paper, chart: Chart, width: float) -> None:
    """A chart with the words that stand for it."""
    run = paper.write().add_run()
    run.add_picture(BytesIO(chart.png()), width=Cm(width))
    drawing = run._r.find(".//" + qn("wp:docPr"))
    drawing.set("descr", f"{chart.title}. {chart.text}")
    drawing.set("title", chart.title)


def add_table(
    paper: Paper,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    right: Sequence[int] = (),
) -> None:
    """A table with rules above and below its head, which repeats; rows do not split."""
    space = paper.write()
    space.paragraph_format.space_after = Pt(2)
    space._p.addprevious(table_of(head, rows, widths, right))


def add_contents_field(paper: Paper, entries: Sequence[tuple[str, str]]) -> None:
    """A table of contents as a field; what it shows first are the chapters with their results."""
    first = last = paper.write()
    _add_mark(first, "begin")
    _add_instruction(first, 'TOC \\o "1-1" \\h \\z \\u')
    _add_mark(first, "separate")
    for place, (title, result) in enumerate(entries):
        last = first if place == 0 else paper.write()
        last.add_run(title).bold = True
        if result:
            last.add_run(f"   {result}").font.color.rgb = _INK_2
    _add_mark(last, "end")


def with_fixed_days(file: bytes) -> bytes:
    """The same document packed anew, without the hour at which it was packed."""
    packed = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(file)) as before,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as after,
    ):
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, date_time=_FIRST_DAY)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            after.writestr(entry, before.read(name))
    return packed.getvalue()


def _set_styles(document: Any, language: str) -> None:
    styles = document.styles
    for name, size, bold, before, after in _STYLES:
        if name not in [one.name for one in styles]:
            made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            made.base_style = styles["Normal"]
        style = styles[name]
        style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), bold
        style.font.italic = False
        style.font.color.rgb = _INK_2 if name == "Note" else _INK
        _set_fonts(style.element.get_or_add_rPr())
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
    _set_language(styles.element, language)
    for border in styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)


def _set_fonts(properties: Any) -> None:
    """The theme's fonts of the template would win over a name alone."""
    fonts = properties.get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), _FONT)


def _set_language(styles: Any, language: str) -> None:
    for found in styles.iter(qn("w:lang")):
        for kind in ("val", "eastAsia"):
            found.set(qn(f"w:{kind}"), language)


def _set_head_and_foot(section: Any, content: dict[str, Any]) -> None:
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    marks = [content["running_title"], content["mark"]]
    head.add_run(" · ".join(filter(None, marks)))
    foot.add_run(f"{content['authority']['name']}\t\t")
    page, _of, pages = content["labels"]["page_of_pages"].partition("{pages}")
    before, _number, between = page.partition("{page}")
    foot.add_run(before)
    _add_field(foot, "PAGE", "1")
    foot.add_run(between)
    _add_field(foot, "NUMPAGES", "1")
    foot.add_run(pages)
    for paragraph in (head, foot):
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(8.5), _INK_2


def _add_field(paragraph: Any, instruction: str, shown: str) -> None:
    _add_mark(paragraph, "begin")
    _add_instruction(paragraph, instruction)
    _add_mark(paragraph, "separate")
    paragraph.add_run(shown)
    _add_mark(paragraph, "end")


def _add_mark(paragraph: Any, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def _add_instruction(paragraph: Any, instruction: str) -> None:
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = instruction
    paragraph.add_run()._r.append(code)
