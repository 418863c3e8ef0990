"""The blocks a chapter is built of: headings, tables, lists, labelled records, prose."""

import re
from collections.abc import Sequence

from prevenio.kernel.text import fold
from prevenio.programme.importing.block_kinds import Block, Entry, Heading, ItemList, Prose, Stray
from prevenio.programme.importing.chapters import begins_record, looks_like_title
from prevenio.programme.importing.glossary import abbreviation_in_line
from prevenio.programme.importing.items import Item, Paragraph, Row
from prevenio.programme.importing.labels import label_of
from prevenio.programme.importing.numbering import Marker, ordinal_in
from prevenio.programme.importing.quotes import unquoted
from prevenio.programme.importing.records import take_record
from prevenio.programme.importing.stray_lines import StrayLines
from prevenio.programme.importing.table_blocks import TableTaker
from prevenio.programme.importing.vocabulary import Vocabulary

# A caption may name the area in quotation marks at its end.
_QUOTED_AREA = re.compile(r"^[^„\"“]{3,60}[„\"“]([^„”\"“]{3,})[”\"“]$")
_INLINE = re.compile(r"(?:(?<=\s)|^)(\d{1,2}|[a-z])\)\s+")


class BlockReader:
    """Turns the items of a chapter into blocks, chapter after chapter."""

    def __init__(self, words: Vocabulary, known: frozenset[str], repeated: frozenset[str]) -> None:
        self._words = words
        self._strays = StrayLines(repeated)
        self._tables = TableTaker(words, known, self._strays)

    def blocks_of(self, items: Sequence[Item]) -> list[Block]:
        """The blocks of a run of items, in their order."""
        blocks: list[Block] = []
        at = 0
        while at < len(items):
            item = items[at]
            if isinstance(item, Row):
                at = self._tables.take(items, at, item, blocks)
            elif item in self._strays:
                blocks.append(Stray(item.lines))
                at += 1
            else:
                at = self._paragraph(items, at, item, blocks)
        return blocks

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
            block = ItemList(self._intro(blocks), entries)
            blocks.append(block)
            return self._shared_labels(items, after, block)
        inline = self._inline_list(item)
        if inline:
            blocks.append(inline)
        elif self._is_heading(items, at, item):
            blocks.append(self._plain_heading(item))
        else:
            blocks.append(Prose(item.text, item.lines))
        return at + 1

    def _shared_labels(self, items: Sequence[Item], at: int, block: ItemList) -> int:
        """Take in the labels below a list of actions that are said once for all of them."""
        if block.intro is None or "action" not in self._words.roles_in(block.intro.text):
            return at
        while at < len(items):
            item = items[at]
            label = label_of(item.text, self._words) if isinstance(item, Paragraph) else None
            if not label or not label.value:
                break
            block.labels.append(label)
            block.label_lines += item.lines
            at += 1
        return at

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
            parted = r"\s+" if item.marker else r"\s*[:–—-]\s*"
            named = re.match(rf"(?:\s*[:–—-]\s*|{parted})(\S.*)", text[keyword.end() :])
            if not named or not named[1][:1].isupper():
                return None
            code, title = None, named[1]
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
        if item.symbol or not looks_like_title(text) or abbreviation_in_line(text, item.lines):
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
        while at < len(items):
            item = items[at]
            if not isinstance(item, Paragraph) or item.heading:
                break
            if item in self._strays and entries and self._goes_on(items, at, first.marker):
                at += 1
                continue
            if item.marker is None or not self._fits(item.marker, first.marker, entries):
                break
            if (
                entries
                and _same_run(item.marker, first.marker)
                and self._turns(items, at, item.marker)
            ):
                break
            _put(item, first.marker, entries)
            at += 1
        return entries, at

    def _goes_on(self, items: Sequence[Item], at: int, first: Marker) -> bool:
        following = items[at + 1] if at + 1 < len(items) else None
        if not isinstance(following, Paragraph) or following.marker is None:
            return False
        return first.kind != "bullet" and _same_run(following.marker, first)

    def _turns(self, items: Sequence[Item], at: int, marker: Marker) -> bool:
        """Whether the next number begins a record rather than an item."""
        return marker.kind != "bullet" and begins_record(items, at, self._words)

    def _fits(self, marker: Marker, first: Marker, entries: Sequence[Entry]) -> bool:
        """Whether a marked line goes on with the list: as its next item, or as a point of one."""
        if _same_run(marker, first):
            return marker.kind == "bullet" or not entries or marker.ordinal != 1
        if not entries or first.kind in {"bullet", "letter"}:
            return False
        return marker.kind in {"bullet", "letter"} or (marker.kind == first.kind == "arabic")

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


def _same_run(marker: Marker, first: Marker) -> bool:
    return (marker.kind, marker.closing) == (first.kind, first.closing)


def _put(item: Paragraph, first: Marker, entries: list[Entry]) -> None:
    """Add a marked line as the next item, or as a point under the last one."""
    marker = item.marker
    if marker is None:
        return
    if _same_run(marker, first):
        number = None if marker.kind == "bullet" else marker.value
        entries.append(Entry(marker.rest, item.lines, number))
    else:
        entries[-1].under.append(marker.rest)
        entries[-1].lines += item.lines
