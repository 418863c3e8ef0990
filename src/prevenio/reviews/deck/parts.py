"""Parts of a presentation: slides with titles, text, native charts, tables, notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Cm, Pt

FONT = "Figtree"
WIDTH, HEIGHT = Cm(33.867), Cm(19.05)
MARGIN = Cm(1.8)
INK, INK_2, LINE, WHITE, SUN = "16232E", "4B5964", "B9B4A8", "FFFFFF", "F2B544"
EDGE = "78838C"
# Left, top, width, height.
type Place = tuple[int, int, int, int]
# The library says of these that they have no types.
_RGB: Any = RGBColor
_CHART_DATA: Any = CategoryChartData
_LANGUAGES = {"pl": MSO_LANGUAGE_ID.POLISH, "cs": MSO_LANGUAGE_ID.CZECH}
_TITLE_ONLY, _TITLE = 5, 0


def colour(code: str) -> Any:
    """A colour as #1F4173."""
    return _RGB.from_string(code.lstrip("#"))


@dataclass(slots=True)
class Deck:
    """A presentation being made: its look, its language, how many captions it has."""

    presentation: Any
    authority: dict[str, str]
    language: str
    foot: str
    charts: int = 0
    tables: int = 0

    def slide(self, title: str, notes: str) -> Any:
        """A slide with its title, foot and speaker notes."""
        made = self.presentation.slides.add_slide(self.presentation.slide_layouts[_TITLE_ONLY])
        shape = made.shapes.title
        shape.left, shape.top, shape.width, shape.height = MARGIN, Cm(0.9), Cm(30.2), Cm(1.9)
        size = 28 if len(title) <= 60 else 22
        self.write(shape.text_frame, title, size=size, bold=True, anchor=MSO_ANCHOR.MIDDLE)
        self._bar(made)
        self.box(made, self.foot, (MARGIN, Cm(18.0), Cm(26), Cm(0.7)), size=10, shade=INK_2)
        number = str(len(self.presentation.slides))
        place = (Cm(29), Cm(18.0), Cm(3.0), Cm(0.7))
        self.box(made, number, place, size=10, shade=INK_2, align=PP_ALIGN.RIGHT)
        made.notes_slide.notes_text_frame.text = notes
        return made

    def opening(self, notes: str) -> Any:
        """The first slide, on the deep colour of the authority."""
        made = self.presentation.slides.add_slide(self.presentation.slide_layouts[_TITLE])
        made.background.fill.solid()
        made.background.fill.fore_color.rgb = colour(self.authority["brand_deep"])
        made.notes_slide.notes_text_frame.text = notes
        return made

    def _bar(self, slide: Any) -> None:
        bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Cm(0.5), HEIGHT)
        bar.fill.solid()
        bar.fill.fore_color.rgb = colour(self.authority["brand"])
        bar.line.fill.background()
        decorative(bar)

    def box(
        self,
        slide: Any,
        text: str | Sequence[str],
        place: Place,
        **look: Any,
    ) -> Any:
        """Text in a place: left, top, width, height; each string is a paragraph."""
        made = slide.shapes.add_textbox(*place)
        self.write(made.text_frame, text, **look)
        return made

    def write(
        self,
        frame: Any,
        text: str | Sequence[str],
        *,
        size: float = 16,
        bold: bool = False,
        shade: str = INK,
        align: Any = PP_ALIGN.LEFT,
        anchor: Any = MSO_ANCHOR.TOP,
        after: float = 6,
    ) -> None:
        """Put text into a frame, in the house's typeface and the deck's language."""
        frame.word_wrap, frame.vertical_anchor = True, anchor
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for place, words in enumerate([text] if isinstance(text, str) else text):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.alignment, paragraph.space_after = align, Pt(after)
            run = paragraph.add_run()
            run.text = words
            run.font.name, run.font.size, run.font.bold = FONT, Pt(size), bold
            run.font.color.rgb = colour(shade)
            run.font.language_id = _LANGUAGES.get(self.language, MSO_LANGUAGE_ID.ENGLISH_UK)

    def caption(
        self, slide: Any, text: str, top: int, *, left: int = MARGIN, width: Any = None
    ) -> None:
        self.box(slide, text, (left, top, width or Cm(30), Cm(0.8)), size=14, bold=True)

    def chart(
        self,
        slide: Any,
        place: Place,
        *,
        alt: str,
        categories: Sequence[str],
        series: Sequence[tuple[str, Sequence[int], str]],
    ) -> Any:
        """A native chart of bars, stacked where there are several series; `alt` says what it shows.

        A series is its name, its numbers and its colour. Of a single one each bar takes a colour
        of the authority in turn, from dark to white.
        """
        said = _CHART_DATA(number_format="0")
        said.categories = list(categories)
        for name, numbers, _shade in series:
            said.add_series(name, numbers)
        is_stacked = len(series) > 1
        kind = XL_CHART_TYPE.BAR_STACKED if is_stacked else XL_CHART_TYPE.BAR_CLUSTERED
        frame = slide.shapes.add_chart(kind, *place, said)
        describe(frame, alt)
        _set_axes(frame.chart, size=14 if len(categories) <= 12 else 10)
        for made, (_name, _numbers, shade) in zip(frame.chart.series, series, strict=True):
            _fill(made.format, shade)
            _label(made, is_stacked=is_stacked, shade=shade)
        if not is_stacked:
            self._shade_points(frame.chart.series[0], len(categories))
        frame.chart.has_title = False
        plot = frame.chart.plots[0]
        plot.gap_width, plot.vary_by_categories = 45, False
        frame.chart.has_legend = is_stacked
        if is_stacked:
            plot.overlap = 100
            frame.chart.legend.position = XL_LEGEND_POSITION.TOP
            frame.chart.legend.include_in_layout = False
            _font(frame.chart.legend.font, 14)
        return frame

    def _shade_points(self, series: Any, count: int) -> None:
        names = ("brand", "brand_mid", "brand_line")
        shades = [*(self.authority[name] for name in names), WHITE]
        for place in range(count):
            _fill(series.points[place].format, shades[min(place, len(shades) - 1)])

    def table(
        self,
        slide: Any,
        place: Place,
        *,
        alt: str,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        right: Sequence[int] = (),
        size: float = 12,
    ) -> None:
        """A native table with its head in the authority's colour; widths in centimetres."""
        frame = slide.shapes.add_table(len(rows) + 1, len(head), *place)
        describe(frame, alt)
        table = frame.table
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for number, values in enumerate([head, *rows]):
            table.rows[number].height = Cm(0.75)
            for column, value in enumerate(values):
                cell = table.cell(number, column)
                is_head = number == 0
                shade = self.authority["brand"] if is_head else WHITE
                cell.fill.solid()
                cell.fill.fore_color.rgb = colour(shade if number % 2 == 0 else "F6F4EF")
                align = PP_ALIGN.RIGHT if column in right else PP_ALIGN.LEFT
                ink = WHITE if is_head else INK
                self.write(
                    cell.text_frame, value, size=size, bold=is_head, shade=ink, align=align, after=0
                )
                cell.margin_left = cell.margin_right = Cm(0.2)
                cell.margin_top = cell.margin_bottom = Cm(0.08)


def describe(shape: Any, text: str) -> None:
    """The words that stand for a chart, a table or a drawing."""
    shape._element._nvXxPr.cNvPr.set("descr", text)


def decorative(shape: Any) -> None:
    """A drawing that says nothing: an empty description keeps readers from naming the shape."""
    shape._element._nvXxPr.cNvPr.set("descr", "")


def _set_axes(chart: Any, *, size: int) -> None:
    across, along = chart.category_axis, chart.value_axis
    across.reverse_order, across.has_major_gridlines = True, False
    across.major_tick_mark = XL_TICK_MARK.NONE
    across.format.line.fill.background()
    _font(across.tick_labels.font, size)
    along.visible, along.has_major_gridlines, along.minimum_scale = False, False, 0


def _font(font: Any, size: float, shade: str = INK) -> None:
    font.name, font.size = FONT, Pt(size)
    font.color.rgb = colour(shade)


def _fill(form: Any, shade: str) -> None:
    form.fill.solid()
    form.fill.fore_color.rgb = colour(shade)
    form.line.color.rgb = colour(EDGE)
    form.line.width = Pt(0.75)


def _label(series: Any, *, is_stacked: bool, shade: str) -> None:
    """Numbers at the bars; nothing where there is nothing."""
    labels = series.data_labels
    labels.show_value, labels.number_format_is_linked = True, False
    labels.number_format = "0;;;" if is_stacked else "0"
    labels.position = XL_LABEL_POSITION.CENTER if is_stacked else XL_LABEL_POSITION.OUTSIDE_END
    _font(labels.font, 12, WHITE if is_stacked and _is_dark(shade) else INK)


def _is_dark(shade: str) -> bool:
    red, green, blue = (int(shade.lstrip("#")[place : place + 2], 16) for place in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 150
