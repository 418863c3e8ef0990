"""The pages of a PDF as glyphs and ruling lines, read within bounds."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTPage, LTRect
from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import stream_value
from pdfplumber.pdf import PDF

from prevenio.programme.importing.readers.pdf_bounds import (
    MOST_UNPACKED,
    Bounds,
    TookTooLong,
    UnpackedTooMuch,
    WatchedBytes,
    bounded_unpacking,
)
from prevenio.programme.importing.readers.refusals import (
    DamagedPdf,
    PasswordProtected,
    TooManyPages,
    TooSlow,
    UnpacksTooFar,
    UnreadableDocument,
)

MOST_PAGES = 1000
MOST_SECONDS = 30

# Rules are often drawn as filled rectangles this thin, in points.
HAIR = 2.0

# How pdfminer writes a character of which the PDF does not say what letter it is; and our sign.
UNNAMED_CODE = re.compile(r"\(cid:\d+\)$")
UNNAMED = "\ufffd"

Edge = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character; `baseline` is measured downwards from the page's top.

    `turn` is 1 where the text runs upwards, -1 where it runs downwards.
    """

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    turn: int = 0


@dataclass(slots=True)
class Page:
    """What is printed on one page; `pictures` is the area that they cover."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    pictures: float = 0.0


def read_pages(content: bytes, name: str, *, seconds: int = MOST_SECONDS) -> Iterator[Page]:
    """The pages in their order. Raises refusals."""
    bounds = Bounds(seconds)
    number = 0
    try:
        with bounded_unpacking(bounds):
            document = PDF.open(WatchedBytes(content, bounds))
            leaves = list(itertools.islice(_leaves(document), MOST_PAGES + 1))
        bounds.check()
        if len(leaves) > MOST_PAGES:
            raise TooManyPages(name, len(leaves), MOST_PAGES)
        for number, leaf in enumerate(leaves, start=1):
            with bounded_unpacking(bounds):
                page = _page_of(document, leaf, number, bounds)
            bounds.check()
            yield page
    except UnreadableDocument:
        raise
    except Exception as error:  # A vendor's boundary: broken files raise whatever they meet.
        raise _refusal(error, bounds, name, number) from error


def _refusal(error: Exception, bounds: Bounds, name: str, page: int) -> UnreadableDocument:
    causes = (bounds.reached, error, *error.args)
    if any(isinstance(cause, UnpackedTooMuch) for cause in causes):
        return UnpacksTooFar(name, MOST_UNPACKED)
    if any(isinstance(cause, TookTooLong) for cause in causes):
        return TooSlow(name, page, bounds.seconds)
    if any(isinstance(cause, PDFEncryptionError) for cause in causes):
        return PasswordProtected(name, "PDF")
    return DamagedPdf(name, max(page - 1, 0))


def _leaves(document: PDF) -> Iterator[PDFPage]:
    return PDFPage.create_pages(document.doc)


def _page_of(document: PDF, leaf: PDFPage, number: int, bounds: Bounds) -> Page:
    device = _BoundedDevice(document.rsrcmgr, number, bounds)
    _BoundedInterpreter(document.rsrcmgr, device, bounds).process_page(leaf)
    layout = device.get_result()
    page = Page(number, layout.width, layout.height)
    _collect(layout, page)
    return page


class _BoundedDevice(PDFPageAggregator):
    """Collects what is drawn, looking at the clock with every string and figure."""

    def __init__(self, resources: Any, number: int, bounds: Bounds) -> None:
        super().__init__(resources, pageno=number, laparams=None)
        self._bounds = bounds

    def render_string(self, *args: Any) -> None:
        self._bounds.check_time()
        super().render_string(*args)

    def begin_figure(self, *args: Any) -> None:
        self._bounds.check_time()
        super().begin_figure(*args)


class _BoundedInterpreter(PDFPageInterpreter):
    """Counts the instructions for drawing, those of nested forms each time they are drawn."""

    def __init__(self, resources: Any, device: Any, bounds: Bounds) -> None:
        super().__init__(resources, device)
        self._bounds = bounds

    def subinterp(self) -> "_BoundedInterpreter":
        inner = _BoundedInterpreter(self.rsrcmgr, self.device, self._bounds)
        inner.parent_stream_ids.update(self.parent_stream_ids | self.stream_ids)
        return inner

    def execute(self, streams: Sequence[object]) -> None:
        for stream in streams:
            self._bounds.count_drawing(len(stream_value(stream).get_data()))
        super().execute(streams)


def _collect(items: LTContainer[Any] | LTPage, page: Page) -> None:
    for item in items:
        if isinstance(item, LTChar):
            page.glyphs.append(_glyph(item, page.height))
        elif isinstance(item, LTImage):
            page.pictures += item.width * item.height
        elif isinstance(item, LTCurve):
            page.edges += _edges(item, page.height)
        elif isinstance(item, LTContainer):
            _collect(item, page)


def _glyph(char: LTChar, page_height: float) -> Glyph:
    along, upwards = char.matrix[0], char.matrix[1]
    turn = 0 if abs(along) >= abs(upwards) else (1 if upwards > 0 else -1)
    return Glyph(
        text=UNNAMED if UNNAMED_CODE.match(char.get_text()) else char.get_text(),
        x0=char.x0,
        x1=char.x1,
        baseline=page_height - (char.y0 if turn else char.matrix[5]),
        size=char.width if turn else char.size,
        turn=turn,
    )


def _edges(curve: LTCurve, page_height: float) -> Iterator[Edge]:
    """The straight borders of a line or a rectangle; a hair-thin rectangle is one line."""
    top, bottom = page_height - curve.y1, page_height - curve.y0
    is_flat, is_slim = bottom - top <= HAIR, curve.x1 - curve.x0 <= HAIR
    if is_flat and not is_slim:
        yield level_edge(curve.x0, curve.x1, (top + bottom) / 2)
    elif is_slim and not is_flat:
        yield upright_edge(top, bottom, (curve.x0 + curve.x1) / 2)
    elif isinstance(curve, LTRect) and not is_flat:
        for level in (top, bottom):
            yield level_edge(curve.x0, curve.x1, level)
        for place in (curve.x0, curve.x1):
            yield upright_edge(top, bottom, place)


def level_edge(x0: float, x1: float, level: float) -> Edge:
    """A horizontal edge in the shape that pdfplumber's finder of tables expects."""
    sides = {"x0": x0, "x1": x1, "top": level, "bottom": level}
    return {**sides, "width": x1 - x0, "height": 0.0, "orientation": "h"}


def upright_edge(top: float, bottom: float, place: float) -> Edge:
    """A vertical edge in the same shape."""
    sides = {"x0": place, "x1": place, "top": top, "bottom": bottom}
    return {**sides, "width": 0.0, "height": bottom - top, "orientation": "v"}
