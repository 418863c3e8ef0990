"""Chapters and what stands before them: where a document begins and parts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from prevenio.kernel.text import fold
from prevenio.programme.importing.document import Lines
from prevenio.programme.importing.flow import Item, Paragraph, Row
from prevenio.programme.importing.labels import label_of, names_itself
from prevenio.programme.importing.numbering import Marker, marker_of, ordinal_in
from prevenio.programme.importing.vocabulary import Vocabulary

_PAGE = re.compile(r"[\s.…_·]*\b\d{1,3}$")
_LEADERS = re.compile(r"(?:\.{3,}|…|_{3,}|\t)\s*\d{0,3}$|\S\s+\d{1,3}$")
LONGEST_TITLE = 260
_SENTENCE_END = (".", ",", ";", ":")


@dataclass(slots=True)
class Chapter:
    """A chapter's heading and the items under it. The front of the document has no heading."""

    number: str
    title: str
    lines: Lines
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """The items before the first chapter, the chapters, the lines of the contents list."""

    front: list[Item]
    chapters: list[Chapter]
    contents: list["ContentsEntry"]
    contents_heading: Lines = ()


@dataclass(slots=True)
class ContentsEntry:
    """One entry of the contents list."""

    number: str
    title: str
    lines: Lines


def outline_of(items: Sequence[Item], words: Vocabulary) -> Outline:
    """The document parted into its front, its contents list and its chapters."""
    start, end, entries = _contents(items, words)
    rest = [*items[:start], *items[end:]]
    heading_lines = items[start].lines if end > start else ()
    headings = _chapter_headings(rest, words)
    if not headings:
        return Outline(list(rest), [], entries, heading_lines)
    front = list(rest[: headings[0][0]])
    chapters = []
    bounds = [at for at, _ in headings[1:]] + [len(rest)]
    for (at, chapter), until in zip(headings, bounds, strict=True):
        chapter.items = [
            item for item in rest[at + 1 : until] if item.lines[0] not in chapter.lines
        ]
        chapters.append(chapter)
    return Outline(front, chapters, entries, heading_lines)


def _contents(items: Sequence[Item], words: Vocabulary) -> tuple[int, int, list[ContentsEntry]]:
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
    if isinstance(item, Row):
        return len(item.cells) <= 3
    if len(item.text) > LONGEST_TITLE:
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


def _chapter_headings(items: Sequence[Item], words: Vocabulary) -> list[tuple[int, Chapter]]:
    """The headings that part the document, by the scheme of numbering it uses."""
    for scheme in (_named, _roman, _arabic):
        found = scheme(items, words)
        if len(found) >= 2:
            return found
    return _unnumbered(items, words)


def _named(items: Sequence[Item], words: Vocabulary) -> list[tuple[int, Chapter]]:
    """Chapters that call themselves so: "Rozdział 3. …", "Kapitola 2"."""
    found = []
    for at, item in enumerate(items):
        if not isinstance(item, Paragraph):
            continue
        keyword = words.chapter.match(fold(item.text))
        numbered = ordinal_in(item.text[keyword.end() :]) if keyword else None
        if numbered is None or len(item.text) > LONGEST_TITLE:
            continue
        title, lines = numbered[1], item.lines
        following = items[at + 1] if at + 1 < len(items) else None
        if not title and isinstance(following, Paragraph) and len(following.text) < 160:
            title, lines = following.text, lines + following.lines
        found.append((at, Chapter(numbered[0], title, lines)))
    return found


def _roman(items: Sequence[Item], words: Vocabulary) -> list[tuple[int, Chapter]]:
    found = []
    for at, item in enumerate(items):
        marker = _heading_marker(items, at, words)
        if marker and marker.kind == "roman":
            found.append((at, Chapter(marker.value, _bare(marker.rest), item.lines)))
    return found


def _arabic(items: Sequence[Item], words: Vocabulary) -> list[tuple[int, Chapter]]:
    """Chapters numbered 1, 2, 3; a number out of turn is a heading inside a chapter."""
    found: list[tuple[int, Chapter]] = []
    for at, item in enumerate(items):
        marker = _heading_marker(items, at, words)
        if not marker or marker.kind != "arabic" or marker.ordinal is None:
            continue
        last = int(found[-1][1].number) if found else 0
        subject = words.subject_of(found[-1][1].title) if found else None
        restarts = (
            marker.ordinal == 1 and last > 1 and subject not in {"areas", "actions", "initiatives"}
        )
        if last < marker.ordinal <= last + 2 or restarts:
            found.append((at, Chapter(marker.value, _bare(marker.rest), item.lines)))
    return found


def _heading_marker(items: Sequence[Item], at: int, words: Vocabulary) -> Marker | None:
    """The number of a paragraph that is a heading rather than an item of a list."""
    item = items[at]
    if not isinstance(item, Paragraph) or item.marker is None or item.marker.kind == "bullet":
        return None
    marker = item.marker
    if marker.ordinal is None or not looks_like_title(marker.rest):
        return None
    if item.heading:
        return marker
    if _neighbours(items, at, -1, marker) or _neighbours(items, at, 1, marker):
        return None
    if begins_record(items, at, words):
        return None
    return marker


def _bare(title: str) -> str:
    return title.rstrip(" :")


def _neighbours(items: Sequence[Item], at: int, step: int, marker: Marker) -> bool:
    """Whether the next item that way carries the next number, as in a list."""
    if not 0 <= at + step < len(items):
        return False
    other = items[at + step]
    if not isinstance(other, Paragraph) or other.marker is None or marker.ordinal is None:
        return False
    return other.marker.kind == marker.kind and other.marker.ordinal == marker.ordinal + step


def looks_like_title(text: str) -> bool:
    """Whether a text could head something: short, begun with a capital, no sentence's end."""
    if not text or len(text) > LONGEST_TITLE:
        return False
    first = next((char for char in text if char.isalnum()), "")
    if not first or first.islower():
        return False
    if text.isupper():
        return True
    return len(text) <= 140 and not text.endswith(_SENTENCE_END) and ". " not in text[:-1]


def begins_record(items: Sequence[Item], at: int, words: Vocabulary) -> bool:
    """Whether labelled lines ("Realizator: …") follow before the next number or table."""
    for item in items[at + 1 : at + 8]:
        if isinstance(item, Row):
            return False
        label = label_of(item.text, words)
        if label and label.value and label.roles & {"responsible", "partners"}:
            return True
        if item.heading or item.is_caps or (item.marker and item.marker.kind != "bullet"):
            return False
        if names_itself(item.text, words):
            return False
    return False


def _unnumbered(items: Sequence[Item], words: Vocabulary) -> list[tuple[int, Chapter]]:
    """Headings without numbers, by the document's own styles or by what their words speak of."""
    found = []
    levels = sorted({i.heading for i in items if isinstance(i, Paragraph) and i.heading})
    level = next((each for each in levels if _count(items, each) > 1), None)
    for at, item in enumerate(items):
        if not isinstance(item, Paragraph) or item.marker or item.symbol:
            continue
        by_style = level is not None and item.heading == level
        by_words = level is None and _speaks_as_heading(item, words)
        if by_style or by_words:
            found.append((at, Chapter("", _bare(item.text), item.lines)))
    return found


def _count(items: Sequence[Item], level: int) -> int:
    return sum(isinstance(item, Paragraph) and item.heading == level for item in items)


def _speaks_as_heading(item: Paragraph, words: Vocabulary) -> bool:
    if not looks_like_title(item.text.rstrip(":")) or len(item.text.split()) > 12:
        return False
    if words.area.match(fold(item.text)) or words.goal.match(fold(item.text)):
        return False
    if not (item.apart or item.is_caps) or item.text.endswith(":"):
        return False
    return bool(words.subject_of(item.text))
