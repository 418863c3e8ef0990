"""Automatic numbers of lists: Word computes them, so they stand in no paragraph's text."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from prevenio.programme.importing.readers.docx_styles import ListPlace

PLACEHOLDER = re.compile(r"%([1-9])")
LEVELS = 9
MOST_IN_ROMAN = 3999
BULLET = "-"
TYPED_MARK = re.compile(r"^([-–—•*]|\d{1,3}(?=[.)]))\S?\s")
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    is_legal: bool = False


class Numbering:
    """Counts the paragraphs of lists in the document's order and renders their marks."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, Element] = {}
        self._by_style: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._restarted: set[tuple[str, int]] = set()
        for abstract in () if root is None else root.iter("abstractNum"):
            self._abstract[abstract.get("abstractNumId", "")] = abstract
            style = abstract.find("styleLink")
            if style is not None:
                self._by_style[style.get("val", "")] = abstract
        for number in () if root is None else root.iter("num"):
            self._lists[number.get("numId", "")] = number

    def mark_of(self, place: ListPlace) -> str:
        """The mark of the next paragraph at this place, such as `1)`, `a)` or `-`."""
        number = self._lists.get(place.number_id or "")
        abstract = self._abstract_of(number)
        if number is None or abstract is None:
            return ""
        depth = min(place.level or 0, LEVELS - 1)
        levels = [self._level(number, abstract, each) for each in range(depth + 1)]
        counters = self._counters.setdefault(abstract.get("abstractNumId", ""), [None] * LEVELS)
        self._count(number, levels, counters)
        return _rendered(levels, counters)

    def _count(self, number: Element, levels: list[Level], counters: list[int | None]) -> None:
        depth = len(levels) - 1
        override = _overriding(number, depth)
        first_use = (number.get("numId", ""), depth)
        has_start = override is not None and override.find("startOverride") is not None
        if has_start and first_use not in self._restarted:
            self._restarted.add(first_use)
            counters[depth] = None
        for above in range(depth):
            if counters[above] is None:
                counters[above] = levels[above].start
        previous = counters[depth]
        counters[depth] = levels[depth].start if previous is None else previous + 1
        for below in range(depth + 1, LEVELS):
            counters[below] = None

    def _abstract_of(self, number: Element | None) -> Element | None:
        if number is None:
            return None
        link = number.find("abstractNumId")
        abstract = self._abstract.get("" if link is None else link.get("val", ""))
        if abstract is not None and (style := abstract.find("numStyleLink")) is not None:
            return self._by_style.get(style.get("val", ""), abstract)
        return abstract

    def _level(self, number: Element, abstract: Element, depth: int) -> Level:
        override = _overriding(number, depth)
        own = None if override is None else override.find("lvl")
        element = _at_depth(abstract, depth) if own is None else own
        start = None if override is None else override.find("startOverride")
        return _level_of(element, start)


def repeats(mark: str, words: str) -> bool:
    """Whether somebody typed the mark, too, that the list gives by itself."""
    typed = TYPED_MARK.match(words)
    if typed is None:
        return False
    return typed[1].isdigit() is (mark != BULLET) and (mark == BULLET or typed[1] in mark)


def _overriding(number: Element, depth: int) -> Element | None:
    return next((o for o in number.iter("lvlOverride") if o.get("ilvl") == str(depth)), None)


def _at_depth(abstract: Element, depth: int) -> Element | None:
    return next((level for level in abstract.iter("lvl") if level.get("ilvl") == str(depth)), None)


def _level_of(element: Element | None, start: Element | None) -> Level:
    if element is None:
        return Level()
    form = element.find("numFmt")
    pattern = element.find("lvlText")
    first = element.find("start") if start is None else start
    return Level(
        form="decimal" if form is None else form.get("val", "decimal"),
        pattern="" if pattern is None else pattern.get("val", ""),
        start=_whole(first),
        is_legal=element.find("isLgl") is not None,
    )


def _whole(element: Element | None) -> int:
    value = "" if element is None else element.get("val", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _rendered(levels: list[Level], counters: list[int | None]) -> str:
    """The mark of the deepest level; `%1` in its pattern stands for the first level's number."""
    here = levels[-1]
    if here.form == "bullet":
        return BULLET
    if here.form == "none":
        return ""

    def number_at(placeholder: re.Match[str]) -> str:
        depth = int(placeholder[1]) - 1
        if depth >= len(levels):
            return ""
        form = "decimal" if here.is_legal else levels[depth].form
        return written_number(counters[depth] or 0, form)

    return PLACEHOLDER.sub(number_at, here.pattern).strip()


def written_number(number: int, form: str) -> str:
    """A number as Word writes it in one of its forms; unknown forms are plain figures."""
    if form in ("lowerLetter", "upperLetter"):
        letters = _letters(number)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < number <= MOST_IN_ROMAN:
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{number:02}"
    return str(number)


def _letters(number: int) -> str:
    """a to z, then aa to zz: Word repeats the letter."""
    if number < 1:
        return ""
    repeats, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * min(repeats + 1, LEVELS)


def _roman(number: int) -> str:
    written = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written
