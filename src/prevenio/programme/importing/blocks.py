"""The blocks a chapter is built of: headings, tables, lists, labelled records, prose."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from prevenio.kernel.text import fold
from prevenio.programme.importing.chapters import begins_record, looks_like_title
from prevenio.programme.importing.document import Lines
from prevenio.programme.importing.items import Item, Paragraph, Row
from prevenio.programme.importing.labels import Label, label_of
from prevenio.programme.importing.numbering import Marker, ordinal_in
from prevenio.programme.importing.quotes import unquoted
from prevenio.programme.importing.records import Record, take_record
from prevenio.programme.importing.tables import Roles, Table, head_of, is_number, joined_rows
from prevenio.programme.importing.vocabulary import Vocabulary

_PAGE_NUMBER = re.compile(
    r"^\W*(?:str(?:ona|ana)?\.?\s*)?\d{1,3}(?:\s*(?:/|z|ze)\s*\d{1,3})?\W*$", re.IGNORECASE
)
# A caption may name the area in quotation marks at its end.
_QUOTED_AREA = re.compile(r"^[^„\"“]{3,60}[„\"“]([^„”\"“]{3,})[”\"“]$")
_INLINE = re.compile(r"(?:(?<=\s)|^)(\d{1,2}|[a-z])\)\s+")


@dataclass(slots=True)
class Heading:
    """A heading inside a chapter. `code` is the number it carries, `is_area` if it says so."""

    title: str
    lines: Lines
    code: str | None = None
    is_area: bool = False
    is_caption: bool = False


@dataclass(slots=True)
class Entry:
    """An item of a list with the items under it."""

    text: str
    lines: Lines
    number: str | None = None
    under: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ItemList:
    """A list with the sentence that introduces it."""

    intro: Paragraph | None
    entries: list[Entry]


@dataclass(slots=True)
class Prose:
    """A paragraph of running text."""

    text: str
    lines: Lines


@dataclass(slots=True)
class Stray:
    """A line that belongs to the paper, not to the text: a page's number, a repeated head."""

    lines: Lines


Block = Heading | Table | ItemList | Record | Prose | Stray


class BlockReader:
    """Turns items into blocks; remembers the last table's head for tables that go on."""

    def __init__(self, words: Vocabulary, known: frozenset[str], repeated: frozenset[str]) -> None:
        self._words = words
        self._known = known
        self._repeated = repeated
        self._columns: tuple[Roles, ...] = ()
        self._heads: set[str] = set()

    def blocks_of(self, items: Sequence[Item]) -> list[Block]:
        """The blocks of a run of items, in their order."""
        blocks: list[Block] = []
        at = 0
        while at < len(items):
            item = items[at]
            if isinstance(item, Row):
                at = self._table(items, at, blocks)
            elif self._is_stray(item):
                blocks.append(Stray(item.lines))
                at += 1
            else:
                at = self._paragraph(items, at, item, blocks)
        return blocks

    def _is_stray(self, item: Paragraph) -> bool:
        plain = fold(item.text)
        return (
            bool(_PAGE_NUMBER.match(item.text))
            or not any(char.isalnum() for char in item.text)
            or plain in self._repeated
            or plain in self._heads
        )

    def _paragraph(
        self, items: Sequence[Item], at: int, item: Paragraph, blocks: list[Block]
    ) -> int:
        heading = self._caption(item) or self._area_heading(items, at, item)
        if heading:
            blocks.append(heading)
            return at + (2 if len(heading.lines) > len(item.lines) else 1)
        record = take_record(items, at, self._words)
        if record:
            blocks.append(record[0])
            return record[1]
        entries, after = self._entries(items, at)
        if entries:
            blocks.append(ItemList(self._intro(blocks), entries))
            return after
        inline = self._inline_list(item)
        if inline:
            blocks.append(inline)
        elif self._is_heading(items, at, item):
            blocks.append(self._plain_heading(item))
        else:
            blocks.append(Prose(item.text, item.lines))
        return at + 1

    def _area_heading(self, items: Sequence[Item], at: int, item: Paragraph) -> Heading | None:
        """A heading that calls itself an area: "Obszar 2. …", "Prioritní oblast II"."""
        text = item.marker.rest if item.marker and item.marker.kind != "bullet" else item.text
        plain = fold(text)
        keyword = self._words.area.match(plain)
        if not keyword or len(text) > 200 or (item.marker and item.marker.kind == "bullet"):
            return None
        numbered = ordinal_in(text[keyword.end() :])
        if numbered:
            code, title = numbered
        else:
            colon = re.match(r"\s*[:–—-]\s*(\S.*)", text[keyword.end() :])
            if not colon or colon[1][:1].islower():
                return None
            code, title = None, colon[1]
        if code is None and item.marker and item.marker.kind in {"code", "arabic", "roman"}:
            code = item.marker.value
        lines = item.lines
        if not title:
            following = items[at + 1] if at + 1 < len(items) else None
            if (
                isinstance(following, Paragraph)
                and looks_like_title(following.text)
                and not label_of(following.text, self._words)
            ):
                title, lines = following.text, lines + following.lines
        if (title[:1].islower() and len(title.split()) > 6) or (
            title.endswith(".") and len(title) > 100
        ):
            return None
        return Heading(unquoted(title) or text, lines, code, is_area=True)

    def _is_heading(self, items: Sequence[Item], at: int, item: Paragraph) -> bool:
        if item.heading:
            return True
        text = item.marker.rest if item.marker else item.text
        if item.symbol or not looks_like_title(text):
            return False
        if item.is_caps or (item.marker and item.marker.kind != "bullet"):
            return True
        following = items[at + 1] if at + 1 < len(items) else None
        before_table = isinstance(following, Row)
        return len(text) <= 110 and (before_table or (item.apart and self._leads(items, at)))

    def _leads(self, items: Sequence[Item], at: int) -> bool:
        """Whether records, a list or a table come soon after a short line."""
        for item in items[at + 1 : at + 4]:
            if isinstance(item, Row) or item.marker:
                return True
        return begins_record(items, at + 1, self._words) if at + 1 < len(items) else False

    def _plain_heading(self, item: Paragraph) -> Heading:
        text, code = item.text, None
        if item.marker and item.marker.kind != "bullet":
            text, code = item.marker.rest, item.marker.value
            if item.marker.kind == "roman":
                code = str(item.marker.ordinal)
        return Heading(unquoted(text.rstrip(" :")), item.lines, code)

    def _caption(self, item: Paragraph) -> Heading | None:
        """A table's caption; it names an area if it says so: "Tabela 2. Obszar „Szkoła”"."""
        keyword = self._words.caption.match(fold(item.text))
        numbered = ordinal_in(item.text[keyword.end() :]) if keyword else None
        if not numbered or not numbered[1] or len(item.text) > 200:
            return None
        text = numbered[1].rstrip(".: ")
        area = self._words.area.match(fold(text))
        if area and (of_area := ordinal_in(text[area.end() :])) and of_area[1]:
            return Heading(unquoted(of_area[1]), item.lines, of_area[0], is_area=True)
        if quoted := _QUOTED_AREA.search(text):
            return Heading(quoted[1], item.lines, is_caption=True)
        return Heading(unquoted(text), item.lines, is_caption=True)

    def _intro(self, blocks: list[Block]) -> Paragraph | None:
        """The sentence before a list, if it ends as an introduction does."""
        last = blocks[-1] if blocks else None
        if isinstance(last, Prose) and last.text.endswith(":"):
            return Paragraph(last.text, last.lines)
        return None

    def _entries(self, items: Sequence[Item], at: int) -> tuple[list[Entry], int]:
        first = items[at]
        if not isinstance(first, Paragraph):
            return [], at
        if first.marker is None:
            return self._unmarked_entries(items, at)
        if self._is_lone(items, at, first.marker):
            return [], at
        entries: list[Entry] = []
        kind = first.marker.kind
        while at < len(items):
            item = items[at]
            if not isinstance(item, Paragraph) or item.heading:
                break
            if self._is_stray(item) and entries and self._goes_on(items, at, kind):
                at += 1
                continue
            if item.marker is None or not self._fits(item.marker, kind, entries):
                break
            if (
                entries
                and kind != "bullet"
                and item.marker.kind == kind
                and begins_record(items, at, self._words)
            ):
                break
            if item.marker.kind == kind:
                number = None if kind == "bullet" else item.marker.value
                entries.append(Entry(item.marker.rest, item.lines, number))
            else:
                entries[-1].under.append(item.marker.rest)
                entries[-1].lines += item.lines
            at += 1
        return entries, at

    def _goes_on(self, items: Sequence[Item], at: int, kind: str) -> bool:
        following = items[at + 1] if at + 1 < len(items) else None
        return (
            isinstance(following, Paragraph)
            and following.marker is not None
            and following.marker.kind == kind
            and following.marker.kind != "bullet"
        )

    def _fits(self, marker: Marker, kind: str, entries: Sequence[Entry]) -> bool:
        if marker.kind == kind:
            return kind == "bullet" or not entries or marker.ordinal != 1
        return (
            bool(entries)
            and marker.kind in {"bullet", "letter"}
            and kind not in {"bullet", "letter"}
        )

    def _is_lone(self, items: Sequence[Item], at: int, marker: Marker) -> bool:
        """A numbered title by itself is a heading, not a list of one."""
        item = items[at]
        if marker.kind == "bullet" or not isinstance(item, Paragraph):
            return False
        if item.heading:
            return True
        if at + 1 >= len(items):
            return looks_like_title(marker.rest)
        following = items[at + 1]
        if isinstance(following, Row):
            return True
        in_run = following.marker is not None and following.marker.kind == marker.kind
        if in_run and following.marker and following.marker.ordinal == marker.ordinal:
            return False
        return looks_like_title(marker.rest) and not (
            in_run and following.marker and following.marker.ordinal != 1
        )

    def _unmarked_entries(self, items: Sequence[Item], at: int) -> tuple[list[Entry], int]:
        """Items that only their commas or semicolons tell apart, after a sentence with a colon."""
        before = items[at - 1] if at else None
        if not isinstance(before, Paragraph) or not before.text.endswith(":"):
            return [], at
        entries: list[Entry] = []
        start = at
        while at < len(items):
            item = items[at]
            if (
                not isinstance(item, Paragraph)
                or item.marker
                or item.heading
                or len(item.text) > 300
            ):
                break
            if label_of(item.text, self._words):
                break
            entries.append(Entry(item.text, item.lines))
            at += 1
            if not item.text.endswith((",", ";")):
                break
        return (entries, at) if len(entries) > 1 else ([], start)

    def _inline_list(self, item: Paragraph) -> ItemList | None:
        """A list that runs on inside one paragraph: "…: 1) …, 2) …, 3) …"."""
        start = item.text.find(":")
        if start < 0 or item.marker:
            return None
        found = list(_INLINE.finditer(item.text, start + 1))
        if len(found) < 3 or item.text[start + 1 : found[0].start()].strip():
            return None
        values = [each[1] for each in found]
        expected = [str(n) for n in range(1, len(found) + 1)]
        letters = [chr(96 + n) for n in range(1, len(found) + 1)]
        if values not in (expected, letters):
            return None
        ends = [each.start() for each in found[1:]] + [len(item.text)]
        entries = [
            Entry(item.text[each.end() : end].strip(" "), item.lines, each[1])
            for each, end in zip(found, ends, strict=True)
        ]
        return ItemList(Paragraph(item.text[: start + 1], item.lines), entries)

    def _table(self, items: Sequence[Item], at: int, blocks: list[Block]) -> int:
        first = items[at]
        assert isinstance(first, Row)
        columns = head_of(first, self._words)
        head_lines: Lines = ()
        if columns:
            self._remember(first, columns)
            head_lines, at = first.lines, at + 1
        elif len(first.cells) == len(self._columns):
            columns = self._columns
        rows: list[Row] = []
        while at < len(items):
            item = items[at]
            if isinstance(item, Paragraph):
                if rows and self._is_in_cell(items, at, item):
                    rows[-1] = _with_more(rows[-1], item)
                    at += 1
                    continue
                if not (self._is_stray(item) and self._table_goes_on(items, at, len(first.cells))):
                    break
                blocks.append(Stray(item.lines))
            elif head := head_of(item, self._words):
                if rows and head != columns:
                    break
                if not rows and columns and _is_second_head(item, columns):
                    columns = tuple(a | b for a, b in zip(columns, head, strict=False))
                head_lines += item.lines
            elif _counts_columns(item):
                head_lines += item.lines
            elif rows and _completes(rows[-1], item, len(first.cells)):
                rows[-1] = _completed(rows[-1], item)
            elif rows and _is_of_another(item, rows[-1]):
                break
            else:
                rows.append(item)
            at += 1
        blocks.append(self._interpreted(columns or (), head_lines, rows))
        return at

    def _is_in_cell(self, items: Sequence[Item], at: int, item: Paragraph) -> bool:
        """A short line with nothing above it, between two rows: more of the last cell."""
        following = items[at + 1] if at + 1 < len(items) else None
        if item.apart or item.marker or item.is_caps or len(item.text) > 90 or item.heading:
            return False
        if self._is_stray(item) or not isinstance(following, Row):
            return False
        return head_of(following, self._words) is None

    def _remember(self, head: Row, columns: tuple[Roles, ...]) -> None:
        self._columns = columns
        self._heads |= {fold(cell) for cell in head.cells if cell}

    def _table_goes_on(self, items: Sequence[Item], at: int, width: int) -> bool:
        """Whether rows of the same table follow a stray line."""
        for item in items[at + 1 : at + 4]:
            if isinstance(item, Row):
                return len(item.cells) == width
            if not self._is_stray(item):
                return False
        return False

    def _interpreted(self, columns: tuple[Roles, ...], head_lines: Lines, rows: list[Row]) -> Table:
        width = max((len(row.cells) for row in rows), default=len(columns))
        columns = columns + (frozenset(),) * (width - len(columns))
        if not any(columns):
            columns = guessed_columns(rows, width)
        return Table(columns, head_lines, joined_rows(rows, columns, self._known))


def _is_of_another(row: Row, before: Row) -> bool:
    """Whether the row begins another table: as wide as none above, and no number goes on."""
    differs = row.table != before.table and len(row.cells) != len(before.cells)
    return differs and not is_number(row.cells[0])


def _with_more(row: Row, item: Paragraph) -> Row:
    cells = (*row.cells[:-1], f"{row.cells[-1]}\n{item.text}")
    return Row(cells, row.lines + item.lines, row.table)


def _completes(row: Row, more: Row, width: int) -> bool:
    """Whether a line break inside a cell parted one row into these two."""
    if len(row.cells) >= width or len(row.cells) + len(more.cells) - 1 != width:
        return False
    return not is_number(more.cells[0])


def _completed(row: Row, more: Row) -> Row:
    middle = f"{row.cells[-1]}\n{more.cells[0]}"
    return Row((*row.cells[:-1], middle, *more.cells[1:]), row.lines + more.lines, row.table)


def _is_second_head(row: Row, columns: tuple[Roles, ...]) -> bool:
    return len(row.cells) == len(columns)


def _counts_columns(row: Row) -> bool:
    """The row under a head that numbers the columns 1, 2, 3."""
    filled = [cell.strip(" .)") for cell in row.cells if cell]
    return len(filled) > 2 and filled == [str(n) for n in range(1, len(filled) + 1)]


def guessed_columns(rows: Sequence[Row], width: int) -> tuple[Roles, ...]:
    """Roles for a table without a head: acronyms beside names make a glossary."""
    from prevenio.programme.importing.body_cells import is_acronym

    blank: Roles = frozenset()
    columns = [blank] * width
    texts = [[row.cells[at] for row in rows if at < len(row.cells)] for at in range(width)]
    start = 1 if texts and texts[0] and sum(map(is_number, texts[0])) * 2 >= len(texts[0]) else 0
    if start:
        columns[0] = frozenset({"number"})
    if width - start == 2 and texts[start]:
        short = sum(
            len(cell) <= 14 and is_acronym(cell.split()[0] if cell else "") for cell in texts[start]
        )
        if short * 2 > len(texts[start]):
            columns[start : start + 2] = [frozenset({"short"}), frozenset({"full_name"})]
    return tuple(columns)


def label_rows(table: Table, words: Vocabulary) -> list[tuple[Label, Lines]]:
    """The labels of a card: a table whose first column names what the second says."""
    found: list[tuple[Label, Lines]] = []
    for row in table.rows:
        cells = [cell for cell in row.cells if cell]
        label = label_of(f"{cells[0].rstrip(':')}: {' '.join(cells[1:])}", words) if cells else None
        if label is None:
            return []
        found.append((label, row.lines))
    return found
