"""Printed lines: glyphs on one baseline, parted into words by the white space between them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from prevenio.programme.importing.readers.characters import visible
from prevenio.programme.importing.readers.pdf_pages import UNNAMED, Glyph

# Parts of the type size: how far baselines on one line differ, how wide a space is at least,
# how near two equal glyphs lie that print one bold letter, how wide a gap parts columns.
SAME_BASELINE = 0.3
SPACE = 0.17
OVERPRINT = 0.12
COLUMN_GAP = 1.0

SMALL = 0.8
SOFT_HYPHEN = "\u00ad"
LIGATURES = re.compile("[\ufb00-\ufb06]")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line that only ordinary spaces part; `first_x1` is where the first one ends."""

    text: str
    x0: float
    x1: float
    first_x1: float


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line as printed, from its leftmost to its rightmost glyph."""

    segments: tuple[Segment, ...]
    baseline: float
    size: float

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)

    @property
    def x0(self) -> float:
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        return self.segments[-1].x1

    @property
    def top(self) -> float:
        return self.baseline - self.size


def printed_lines(glyphs: Iterable[Glyph]) -> list[PrintedLine]:
    """The lines that the glyphs make, from the top downwards."""
    upright: list[Glyph] = []
    turned: list[Glyph] = []
    for glyph in glyphs:
        (turned if glyph.turn else upright).append(glyph)
    lines = [line for group in _by_baseline(upright) if (line := _line(group))]
    return sorted(lines + _turned_lines(turned), key=lambda line: line.baseline)


def _by_baseline(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    groups: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: each.baseline):
        near = groups and glyph.baseline - groups[-1][-1].baseline <= SAME_BASELINE * min(
            glyph.size, groups[-1][-1].size
        )
        if near:
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return _with_raised_signs(groups)


def _with_raised_signs(groups: list[list[Glyph]]) -> list[list[Glyph]]:
    """Small signs above a line, such as the marks of footnotes, join that line."""
    joined: list[list[Glyph]] = []
    for group in groups:
        above = joined[-1] if joined else None
        if above and _size(above) < SMALL * _size(group) and _overlap(above, group):
            joined[-1] = above + group
        else:
            joined.append(group)
    return joined


def _overlap(above: Sequence[Glyph], below: Sequence[Glyph]) -> bool:
    return max(glyph.baseline for glyph in above) > below[0].baseline - SMALL * _size(below)


def _size(glyphs: Sequence[Glyph]) -> float:
    return median(glyph.size for glyph in glyphs)


def _line(group: Sequence[Glyph]) -> PrintedLine | None:
    segments = _segments(sorted(group, key=lambda glyph: glyph.x0))
    if not segments:
        return None
    inked = [glyph for glyph in group if not glyph.text.isspace()]
    return PrintedLine(tuple(segments), median(g.baseline for g in inked), _size(inked))


def _segments(glyphs: Sequence[Glyph]) -> list[Segment]:
    """Runs of words. Spaces are measured, since many PDFs print none or print them twice."""
    segments: list[Segment] = []
    words: list[list[Glyph]] = []
    previous: Glyph | None = None
    for glyph in glyphs:
        if glyph.text.isspace() or _is_overprint(previous, glyph):
            continue
        gap = glyph.x0 - previous.x1 if previous else 0.0
        if words and gap > COLUMN_GAP * glyph.size:
            segments.append(_segment(words))
            words = []
        if not words or gap > SPACE * glyph.size:
            words.append([])
        words[-1].append(glyph)
        previous = glyph
    return [*segments, _segment(words)] if words else segments


def _is_overprint(previous: Glyph | None, glyph: Glyph) -> bool:
    return (
        previous is not None
        and previous.text == glyph.text
        and glyph.x0 - previous.x0 < OVERPRINT * glyph.size
    )


def _segment(words: Sequence[Sequence[Glyph]]) -> Segment:
    written = " ".join("".join(glyph.text for glyph in word) for word in words)
    text = LIGATURES.sub(_letters_of, unicodedata.normalize("NFC", written))
    # Bullets come from symbol fonts, whose signs often have no name.
    text = f"•{text[1:]}" if text.startswith(UNNAMED) and len(words[0]) == 1 else text
    if text.endswith(SOFT_HYPHEN):
        text = f"{text[:-1]}-"
    x0, x1, first_x1 = words[0][0].x0, words[-1][-1].x1, words[0][-1].x1
    return Segment(" ".join(visible(text).split()), x0, x1, first_x1)


def _letters_of(ligature: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", ligature[0])


def _turned_lines(glyphs: Sequence[Glyph]) -> list[PrintedLine]:
    """Text printed upwards or downwards, as in the heads of narrow columns."""
    columns: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: (each.turn, each.x0)):
        last = columns[-1][-1] if columns else None
        if last and last.turn == glyph.turn and glyph.x0 - last.x0 <= SAME_BASELINE * glyph.size:
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    return [line for column in columns if (line := _turned_line(column))]


def _turned_line(column: list[Glyph]) -> PrintedLine | None:
    column.sort(key=lambda glyph: -glyph.turn * glyph.baseline)
    text = " ".join(visible("".join(glyph.text for glyph in column)).split())
    if not text:
        return None
    x1 = max(glyph.x1 for glyph in column)
    segment = Segment(text, min(glyph.x0 for glyph in column), x1, x1)
    return PrintedLine((segment,), max(g.baseline for g in column), _size(column))
