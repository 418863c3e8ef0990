"""The contents list: its entries are titles with numbers and pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prevenio.kernel.text import fold
from prevenio.programme.importing.document import Lines
from prevenio.programme.importing.items import Item, Paragraph, Row
from prevenio.programme.importing.numbering import marker_of, ordinal_in
from prevenio.programme.importing.vocabulary import Vocabulary

_PAGE = re.compile(r"[\s.…_·]*\b\d{1,3}$")
_LEADERS = re.compile(r"(?:\.{3,}|…|_{3,}|\t)\s*\d{0,3}$|\S\s+\d{1,3}$")
LONGEST_ENTRY = 260


@dataclass(slots=True)
class ContentsEntry:
    """One entry of the contents list."""

    number: str
    title: str
    lines: Lines


def contents_in(items: Sequence[Item], words: Vocabulary) -> tuple[int, int, list[ContentsEntry]]:
    """Where the contents list begins and ends, and its entries."""
    start = next(
        (
            at
            for at, item in enumerate(items)
            if isinstance(item, Paragraph) and words.contents.match(fold(item.text))
        ),
        None,
    )
    if start is None:
        return 0, 0, []
    entries: list[ContentsEntry] = []
    at = start + 1
    while at < len(items) and _is_entry(items[at], entries, words):
        _add_entry(items[at], entries, words)
        at += 1
    return start, at, entries


def _is_entry(item: Item, entries: Sequence[ContentsEntry], words: Vocabulary) -> bool:
    number, title = _entry_parts(item, words)
    if any(_same_title(number, title, entry) for entry in entries):
        return False
    if number and not title and any(number == entry.number for entry in entries):
        return False  # the chapter itself begins, its title on the next line
    if isinstance(item, Row):
        return len(item.cells) <= 3
    if len(item.text) > LONGEST_ENTRY:
        return False
    numbered = bool(number) or bool(_LEADERS.search(item.text)) or item.is_caps
    return numbered or (not item.text.endswith(".") and len(item.text) < 90 and not item.heading)


def _same_title(number: str, title: str, entry: ContentsEntry) -> bool:
    if number != entry.number:
        return False
    first, second = _key(title), _key(entry.title)
    return (
        bool(first) and bool(second) and (first.startswith(second[:18]) or second.startswith(first))
    )


def _key(title: str) -> str:
    return re.sub(r"\W+", "", fold(title))


def _entry_parts(item: Item, words: Vocabulary) -> tuple[str, str]:
    if isinstance(item, Row):
        filled = [cell for cell in item.cells if cell and not cell.isdigit()]
        text = " ".join(filled)
    else:
        text = item.text
    text = _PAGE.sub("", text) if _LEADERS.search(text) else text
    keyword = words.chapter.match(fold(text))
    named = ordinal_in(text[keyword.end() :]) if keyword else None
    if named:
        return named
    marker = marker_of(text)
    if marker and marker.kind != "bullet":
        return marker.value, marker.rest
    return "", text


def _add_entry(item: Item, entries: list[ContentsEntry], words: Vocabulary) -> None:
    number, title = _entry_parts(item, words)
    last = entries[-1] if entries else None
    if last and not number and last.number:
        last.title = f"{last.title} {title}"
        last.lines += item.lines
        return
    entries.append(ContentsEntry(number, title, item.lines))
