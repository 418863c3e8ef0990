"""Where paragraphs begin in print: below wider white space, or below a line that had room left."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from prevenio.programme.importing.readers.pdf_lines import PrintedLine

# A gap is wider than the usual distance of lines by this factor; a full line reaches nearly as
# far to the right as any.
WIDER = 1.25
SMALLER = 0.9
FULL = 0.85
USUAL_LEADING = 1.4
FEWEST_DISTANCES = 6

# A block of so many lines is set narrower than the page if so many of them reach so far.
FEWEST_LINES = 6
MOST_LINES = 0.75
NARROW = 0.88

# Beside its first word, a line needs so much room on the one above, in type sizes.
ROOM = 0.4

# So many lines end at the right edge of a column, and hardly any crosses it.
FEWEST_AT_A_WALL = 4
MOST_BEYOND = 0.1

# Middles of centred lines differ by less, in points.
NEARLY = 3.0
ENDS_SENTENCE = (".", ":", ";", "!", "?")


@dataclass(frozen=True, slots=True)
class RunningLines:
    """The lines of one page without tables and margins, and the page's width."""

    width: float
    lines: Sequence[PrintedLine]


class Paragraphs:
    """How the lines of a document's paragraphs lie apart and where they end on the right."""

    def __init__(self, pages: Mapping[int, RunningLines]) -> None:
        self._leading = _usual_leading([page.lines for page in pages.values()])
        self._page_right = _right_edges(pages)
        self._right = {
            (number, line): edge
            for number, page in pages.items()
            for walls in [_walls(page.lines)]
            for block in self._blocks(page.lines)
            for edge in [_right_edge(block, self._page_right[number])]
            for line in block
            for edge in [min((w for w in walls if w > line.x1 - NEARLY), default=edge)]
        }

    def begins(self, above: PrintedLine, page_above: int, line: PrintedLine, page: int) -> bool:
        """Whether a paragraph begins with the line, given the line before it."""
        if page_above != page or line.baseline < above.baseline:
            had_room = _had_room(above, line, self._page_right[page_above])
            return had_room or above.text.endswith(ENDS_SENTENCE)
        if self._is_apart(above, line):
            return True
        return _had_room(above, line, self._right[page, above])

    def _is_apart(self, above: PrintedLine, line: PrintedLine) -> bool:
        if not SMALLER < above.size / line.size < 1 / SMALLER:
            return True
        return line.baseline - above.baseline > WIDER * self._leading * line.size

    def _blocks(self, lines: Sequence[PrintedLine]) -> Iterator[list[PrintedLine]]:
        """Lines with no wider white space between them."""
        block: list[PrintedLine] = []
        for line in lines:
            if block and self._is_apart(block[-1], line):
                yield block
                block = []
            block.append(line)
        if block:
            yield block


def _walls(lines: Sequence[PrintedLine]) -> list[float]:
    """Where many lines end and next to none goes beyond: the right edges of justified columns."""
    walls: list[float] = []
    run: list[float] = []
    for end in [*sorted(line.x1 for line in lines), float("inf")]:
        if run and end - run[0] > NEARLY:
            beyond = sum(line.x0 < run[0] < line.x1 - NEARLY for line in lines)
            inside = sum(line.x0 < run[0] for line in lines)
            if len(run) >= FEWEST_AT_A_WALL and beyond <= MOST_BEYOND * inside:
                walls.append(run[-1])
            run = []
        run.append(end)
    return walls


def _right_edge(block: Sequence[PrintedLine], page_right: float) -> float:
    """Where the lines of a block end: at the page's edge, unless centred or set narrower."""
    left, right = min(line.x0 for line in block), max(line.x1 for line in block)
    middles = [(line.x0 + line.x1) / 2 for line in block]
    is_centred = len(block) > 1 and max(middles) - min(middles) < min(
        NEARLY, max(line.x0 for line in block) - left
    )
    full = sum(line.x1 > left + NARROW * (right - left) for line in block)
    is_narrower = len(block) >= FEWEST_LINES and full >= MOST_LINES * len(block)
    return right if is_centred or is_narrower else page_right


def _had_room(above: PrintedLine, line: PrintedLine, right: float) -> bool:
    """Whether the line's first word would still have stood on the line above."""
    width = line.segments[0].first_x1 - line.x0
    return right - above.x1 > width + ROOM * line.size


def _right_edges(pages: Mapping[int, RunningLines]) -> dict[int, float]:
    """Where the text ends on each page: as far as on most pages, or as far as on the left."""
    ends = {
        number: max((line.x1 for line in page.lines), default=0.0) for number, page in pages.items()
    }
    usual = median(ends.values()) if ends else 0.0
    return {
        number: _at_least_nearly(
            max(ends[number], usual),
            page.width - min((line.x0 for line in page.lines), default=0.0),
        )
        for number, page in pages.items()
    }


def _at_least_nearly(reached: float, mirrored: float) -> float:
    """The edge that lines reach, unless all are so short that none can have been broken there."""
    return reached if reached > FULL * mirrored else mirrored


def _usual_leading(pages: Sequence[Sequence[PrintedLine]]) -> float:
    """The distance of lines in a paragraph, as a part of the type size.

    Measured below full lines, since those below short ones begin paragraphs of their own.
    """
    distances = sorted(
        (below.baseline - above.baseline) / below.size
        for lines in pages
        for above, below in pairwise(lines)
        if above.x1 > FULL * max(line.x1 for line in lines)
        and below.baseline - above.baseline >= below.size
    )
    if len(distances) < FEWEST_DISTANCES:
        return min([*distances, USUAL_LEADING])
    return distances[len(distances) // 10]
