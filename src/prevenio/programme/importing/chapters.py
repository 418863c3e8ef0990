"""Which paragraphs head chapters: by the document's own styles, by numbering, by words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from prevenio.kernel.text import fold
from prevenio.programme.importing.document import Lines
from prevenio.programme.importing.items import Item, Paragraph, Row, is_caps
from prevenio.programme.importing.labels import label_of, names_itself
from prevenio.programme.importing.numbering import Marker, ordinal_in, roman_number
from prevenio.programme.importing.vocabulary import Vocabulary

# A document's title stands among its first so many paragraphs.
FEW = 3
LONGEST_TITLE, LONGEST_SMALL_TITLE = 260, 200
_SECTION = re.compile(r"^(§\s*\d{1,3}|(?:Art|Čl)\.\s*\d{1,3}|Článek\s+\w+)\.?\s+(\S.*)$")
_SENTENCE_END = (".", ",", ";", ":")


@dataclass(slots=True)
class Chapter:
    """A chapter's heading and the items under it. The front of the document has no heading."""

    number: str
    title: str
    lines: Lines
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class ChapterText:
    """The running text of a chapter and the lines it stands on."""

    number: str
    title: str
    lines: list[int]
    paragraphs: list[str] = field(default_factory=list)


def chapter_headings(items: Sequence[Item], words: Vocabulary) -> list[tuple[int, Chapter]]:
    """The headings that part the document, by the scheme of numbering it uses."""
    numbered: list[tuple[int, Chapter]] = []
    for scheme in (_named, _roman, _arabic, _lettered, _sections):
        numbered = scheme(items, words)
        if len(numbered) >= 2:
            break
    styled = _styled(items, words)
    if len(styled) >= 2 and _speak_by_style(items, numbered):
        return styled
    return numbered if len(numbered) >= 2 else _unnumbered(items, words)


def _speak_by_style(items: Sequence[Item], numbered: Sequence[tuple[int, Chapter]]) -> bool:
    """Whether the document marks its headings, so that a bare number heads nothing."""
    marked = sum(
        isinstance(item := items[at], Paragraph) and bool(item.heading) for at, _ in numbered
    )
    return marked * 2 >= len(numbered)


def _styled(items: Sequence[Item], words: Vocabulary) -> list[tuple[int, Chapter]]:
    """The headings of the highest level that has more than one; an area's is none."""
    levels = sorted({i.heading for i in items if isinstance(i, Paragraph) and i.heading})
    level = next((each for each in levels if _count(items, each) > 1), None)
    found = []
    for at, item in enumerate(items):
        if not isinstance(item, Paragraph) or level is None or item.heading != level:
            continue
        text = item.marker.rest if item.marker else item.text
        number = item.marker.value if item.marker and item.marker.kind != "bullet" else ""
        keyword = words.chapter.match(fold(text))
        named = ordinal_in(text[keyword.end() :]) if keyword else None
        if named:
            number, text = named
        if number or not names_itself(text, words):
            found.append((at, Chapter(number, _bare(text), item.lines)))
    return found[1:] if _is_titled(found) else found


def _is_titled(found: Sequence[tuple[int, Chapter]]) -> bool:
    """Whether the first heading is the document's own title: above chapters that have numbers."""
    numbers = [chapter.number for _, chapter in found]
    return len(numbers) > 2 and not numbers[0] and all(numbers[1:]) and found[0][0] < FEW


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
        elif alone := _roman_alone(items, at):
            found.append((at, alone))
    return found


def _roman_alone(items: Sequence[Item], at: int) -> Chapter | None:
    """A Roman numeral on a line of its own, its title on the next."""
    item, following = items[at], items[at + 1] if at + 1 < len(items) else None
    if not isinstance(item, Paragraph) or not isinstance(following, Paragraph):
        return None
    number = item.text.rstrip(".")
    if roman_number(number) is None or not looks_like_title(following.text):
        return None
    return Chapter(number, _bare(following.text), item.lines + following.lines)


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


def _lettered(items: Sequence[Item], words: Vocabulary) -> list[tuple[int, Chapter]]:
    """Chapters that capital letters count: "A. ÚVOD", "B. CÍLE"."""
    found: list[tuple[int, Chapter]] = []
    for at, item in enumerate(items):
        marker = _heading_marker(items, at, words)
        in_turn = marker is not None and marker.ordinal == len(found) + 1
        if marker and in_turn and marker.kind == "letter" and marker.value.isupper():
            found.append((at, Chapter(marker.value, _bare(marker.rest), item.lines)))
    return found


def _sections(items: Sequence[Item], words: Vocabulary) -> list[tuple[int, Chapter]]:
    """Chapters numbered as an act's sections are: "§ 2. Zadania"."""
    found = []
    for at, item in enumerate(items):
        section = _SECTION.match(item.text) if isinstance(item, Paragraph) else None
        if section and looks_like_title(section[2]):
            found.append((at, Chapter(section[1], _bare(section[2]), item.lines)))
    return found


def _heading_marker(items: Sequence[Item], at: int, words: Vocabulary) -> Marker | None:
    """The number of a paragraph that is a heading rather than an item of a list."""
    item = items[at]
    if not isinstance(item, Paragraph) or item.marker is None or item.marker.kind == "bullet":
        return None
    marker = item.marker
    if marker.ordinal is None or not looks_like_title(marker.rest):
        return None
    if item.heading or (item.apart and is_caps(marker.rest)):
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
    if (other.marker.kind, other.marker.closing) != (marker.kind, marker.closing):
        return False
    return other.marker.ordinal == marker.ordinal + step


def looks_like_title(text: str) -> bool:
    """Whether a text could head something: short, begun with a capital, no sentence's end."""
    if not text or len(text) > LONGEST_TITLE:
        return False
    first = next((char for char in text if char.isalnum()), "")
    if not first or first.islower():
        return False
    if text.isupper():
        return True
    return (
        len(text) <= LONGEST_SMALL_TITLE
        and not text.endswith(_SENTENCE_END)
        and ". " not in text[:-1]
    )


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
    """Headings without numbers: in capitals, or by what their words speak of."""
    found = []
    for at, item in enumerate(items):
        if not isinstance(item, Paragraph) or item.marker or item.symbol:
            continue
        if _speaks_as_heading(items, at, item, words):
            found.append((at, Chapter("", _bare(item.text), item.lines)))
    return found


def _count(items: Sequence[Item], level: int) -> int:
    return sum(isinstance(item, Paragraph) and item.heading == level for item in items)


def _speaks_as_heading(items: Sequence[Item], at: int, item: Paragraph, words: Vocabulary) -> bool:
    text = item.text.rstrip(":")
    if not looks_like_title(text) or len(text.split()) > 12 or names_itself(text, words):
        return False
    if words.drafting.match(fold(text)) or label_of(item.text, words):
        return False
    if not (item.apart or item.is_caps):
        return False
    if words.subject_of(text) and not item.text.endswith(":"):
        return True
    return at > 0 and item.is_caps and item.apart and _prose_follows(items, at)


def _prose_follows(items: Sequence[Item], at: int) -> bool:
    """Whether a sentence stands under the heading, rather than a table, an action or a name."""
    following = items[at + 1] if at + 1 < len(items) else None
    if not isinstance(following, Paragraph):
        return False
    return following.text.endswith((".", ":")) and len(following.text.split()) > 4
