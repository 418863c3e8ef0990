"""Markdown: numbered by newline, with headings, pipe tables and marks taken off the words."""

import re
from collections.abc import Iterator, Sequence

from prevenio.programme.importing.readers.characters import split_lines, visible
from prevenio.programme.importing.readers.markdown_marks import without_marks
from prevenio.programme.importing.readers.plain_text import cells_by_tab
from prevenio.programme.importing.source import SourceLine

FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
HASHES = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
UNDERLINE = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
RULE = re.compile(r"^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
QUOTE = re.compile(r"^ {0,3}(?:>[ ]?)+")
LIST_ITEM = re.compile(r"^\s*(?:[-+*]|\d{1,9}[.)])\s")
BULLET = re.compile(r"^\s*[-+*]\s")
LIST_NUMBER = re.compile(r"^\s*\d{1,9}[.)]\t")
COLUMN_RULE = re.compile(r"^\s*:?-+:?\s*$")
BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
PIPE = re.compile(r"(?<!\\)\|")
MOST_LINES_OF_A_HEADING = 3


def read_markdown(text: str) -> Iterator[SourceLine]:
    """Every line of the text, without marks; a line of marks alone stands as it is."""
    lines = [visible(line) for line in split_lines(text)]
    headings = dict(_underlined_headings(lines))
    tables = _Tables(lines)
    fence = ""
    for place, line in enumerate(lines):
        number = place + 1
        if fence or FENCE.match(line):
            fence = _fence_after(line, fence)
            yield SourceLine(number=number, text=line)
        elif (row := tables.row_at(place)) is not None:
            yield row
        elif hashes := HASHES.match(line):
            heading = without_marks(hashes[2] or "")
            yield SourceLine(number=number, text=heading or line, heading=len(hashes[1]))
        else:
            yield SourceLine(number=number, text=_words(line), heading=headings.get(place))


def has_markdown_table(text: str) -> bool:
    """Whether the text holds a table with pipes."""
    lines = split_lines(text)
    return any(_opens_table(lines, place) for place in range(len(lines)))


def count_of_markdown_headings(text: str) -> int:
    """How many lines are headings by their hashes."""
    return sum(bool(hashes and hashes[2]) for hashes in map(HASHES.match, split_lines(text)))


class _Tables:
    """Which lines are rows of tables. Tables parted only by blank lines are one, if as wide."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._table = 0
        self._width = 0
        self._is_open = False
        self._is_continued = False
        self._row = 0
        self._row_has_words = False

    def row_at(self, place: int) -> SourceLine | None:
        """The table row on this line, or None. Lines must be asked for in order."""
        line = self._lines[place]
        if not line.strip():
            self._is_open = False
            return None
        if self._is_open and not _is_block(line):
            return self._pipe_row(place)
        if _opens_table(self._lines, place) or self._goes_on_at(line):
            self._open(width=len(split_row(line)))
            return self._pipe_row(place)
        if _is_tab_row(line, is_continued=self._is_continued and not self._width):
            self._open(width=0, is_open=False)
            return self._tab_row(place)
        self._is_open = self._is_continued = False
        return None

    def _goes_on_at(self, line: str) -> bool:
        """Whether a lone row below a blank line continues the table above it."""
        is_row = self._is_continued and _is_row_between_pipes(line)
        return is_row and len(split_row(line)) == self._width

    def _open(self, *, width: int, is_open: bool = True) -> None:
        if not (self._is_continued and width == self._width):
            self._table += 1
        self._width = width
        self._is_open = is_open
        self._is_continued = True
        self._begin_row()

    def _begin_row(self) -> None:
        self._row += 1
        self._row_has_words = False

    def _pipe_row(self, place: int) -> SourceLine:
        """A row; a ruling line, or an empty head, is a part of the row beside it."""
        line = self._lines[place]
        parts = split_row(line)
        cells = tuple(without_marks(BREAK.sub("\n", part)).strip() for part in parts)
        if not any(cells) or all(COLUMN_RULE.match(part) for part in parts):
            empty = ("",) * self._width
            return SourceLine(place + 1, line.strip(), empty, self._table, row=self._row)
        if self._row_has_words:
            self._begin_row()
        self._row_has_words = True
        cells += ("",) * (self._width - len(cells))
        text = "\t".join(cell.replace("\n", " ") for cell in cells)
        return SourceLine(place + 1, text, cells, self._table, row=self._row)

    def _tab_row(self, place: int) -> SourceLine:
        line = without_marks(self._lines[place])
        return SourceLine(place + 1, line, cells_by_tab(line), self._table)


def split_row(line: str) -> list[str]:
    """The raw cells of a row with pipes; the outer pipes make no cells."""
    parts = PIPE.split(line.strip())
    if len(parts) > 1 and not parts[0].strip():
        parts.pop(0)
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return parts


def _opens_table(lines: Sequence[str], place: int) -> bool:
    """Whether a ruling line stands below, or the next line has pipes around as many cells."""
    if place + 1 >= len(lines) or "|" not in lines[place] or "|" not in lines[place + 1]:
        return False
    below = split_row(lines[place + 1])
    is_ruled = all(map(COLUMN_RULE.match, below))
    is_fenced_in = _is_row_between_pipes(lines[place]) and _is_row_between_pipes(lines[place + 1])
    return (is_ruled or is_fenced_in) and len(below) == len(split_row(lines[place]))


def _is_row_between_pipes(line: str) -> bool:
    """Whether pipes stand at both ends of the line and between its cells."""
    bare = line.strip()
    return bare.startswith("|") and bare.endswith("|") and len(split_row(bare)) > 1


def _is_block(line: str) -> bool:
    """Whether the line opens something of its own, so that no table goes on with it."""
    if line.lstrip().startswith("|"):
        return False
    return bool(
        HASHES.match(line) or FENCE.match(line) or RULE.match(line) or QUOTE.match(line)
    ) or bool(LIST_ITEM.match(line) and "|" not in line)


def _is_tab_row(line: str, *, is_continued: bool) -> bool:
    """Whether tabs part cells, as when plain text is pasted; indented lists have none inside.

    Below other such rows a row may have words in one cell only.
    """
    if BULLET.match(line) or HASHES.match(line):
        return False
    return "\t" in (line if is_continued else LIST_NUMBER.sub("", line).strip())


def _underlined_headings(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places and levels of headings with a line of = or - below them."""
    for place, line in enumerate(lines):
        underline = UNDERLINE.match(line)
        if not underline:
            continue
        start = place
        while start and _is_prose(lines[start - 1]) and place - start < MOST_LINES_OF_A_HEADING:
            start -= 1
        for above in range(start, place):
            yield above, 1 if underline[1].startswith("=") else 2


def _is_prose(line: str) -> bool:
    return (
        bool(line.strip())
        and "|" not in line
        and "\t" not in line
        and not (_is_block(line) or UNDERLINE.match(line))
    )


def _fence_after(line: str, fence: str) -> str:
    """The fence that is open after this line; empty if none is."""
    marks = FENCE.match(line)
    if not fence:
        return marks[1] if marks else ""
    closes = marks and marks[1].startswith(fence) and line.strip() == marks[1]
    return "" if closes else fence


def _words(line: str) -> str:
    if RULE.match(line) or UNDERLINE.match(line):
        return line
    return without_marks(QUOTE.sub("", line)).rstrip() or line
