"""The document as a flow of paragraphs and rows: cleaned, unwrapped, its printed lines joined."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from prevenio.kernel.text import fold
from prevenio.programme.importing.document import Lines
from prevenio.programme.importing.numbering import Marker, marker_of
from prevenio.programme.importing.source import Source, SourceLine

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,40}>")
_STRONG = re.compile(r"\*\*|__")
_SYMBOLS = re.compile("[\ue000-\uf8ff]")
_SPACES = re.compile(r"[^\S\n]+")
_WORD = re.compile(r"[^\W\d_]+")
_ENDS = re.compile(r"[.:;!?…]['\"”’»)\]]*$")
# A web address that a narrow column broke.
_ADDRESS = re.compile(r"(?:www\.|https?://)\S*$")
# A break after a slash, or inside a span of classes or chapters such as IV-VIII.
_GOES_ON = re.compile(r"[\w<]/$|\b[A-Z]+-$")
_LOOSE_HYPHEN = re.compile(r"(?<=[^\W\d_]o)- (?=[^\W\d_])|(?<=[^\W\d_]/) (?=[^\W\d_])")
_TIGHT_POINT = re.compile(r"(?:^|(?<=[;,.:] ))-(?=[^\W\d_])")
_YEAR_LEFT_OVER = re.compile(r"^(?:19|20)\d\d[.,;]$")
# Small words that end no sentence, in Polish and in Czech.
_NEVER_LAST = frozenset(
    [
        "a",
        "do",
        "i",
        "k",
        "na",
        "o",
        "od",
        "oraz",
        "po",
        "s",
        "se",
        "v",
        "ve",
        "w",
        "we",
        "z",
        "za",
        "ze",
    ]
)
SHORTEST_WRAP, WIDEST_WRAP = 40, 130
# So many words without a full stop are a line of prose that goes on below.
WORDS_OF_PROSE = 9


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a heading or an item of a list, with the lines it stands on."""

    text: str
    lines: Lines
    marker: Marker | None = None
    heading: int | None = None
    apart: bool = False
    symbol: bool = False

    @property
    def is_caps(self) -> bool:
        """Whether every letter is a capital one and there is a word of them."""
        return is_caps(self.text)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, with the lines it stands on."""

    cells: tuple[str, ...]
    lines: Lines
    table: int | None = None

    @property
    def filled(self) -> list[int]:
        """Which cells hold something."""
        return [at for at, cell in enumerate(self.cells) if cell]

    @property
    def text(self) -> str:
        return " ".join(cell for cell in self.cells if cell)


Item = Paragraph | Row


def is_caps(text: str) -> bool:
    """Whether the text has a word of capitals and no small letters but single ones."""
    letters = [char for char in text if char.isalpha()]
    if len(letters) < 3:
        return False
    small = sum(char.islower() for char in letters)
    return small == 0 or (small <= 2 and len(letters) > 12)


def cleaned(text: str) -> str:
    """The text without invisible characters, markup and doubled spaces; symbols become bullets."""
    if "<" in text:
        text = _TAGS.sub(" ", text)
    text = _STRONG.sub("", _INVISIBLE.sub("", text))
    text = _SYMBOLS.sub("• ", text)
    return _SPACES.sub(" ", text).strip()


def flow_of(source: Source) -> list[Item]:
    """Paragraphs and rows in the document's order."""
    known = known_words(source)
    items: list[Item] = []
    loose: list[_Piece] = []
    blank = False
    in_the_text = [line for line in source.lines if not line.margin]
    for line in _rows_joined(in_the_text, known):
        if isinstance(line, Row):
            items += _paragraphs(loose, source, known)
            loose = []
            items.append(line)
            blank = False
        elif line.is_blank:
            blank = True
        else:
            loose.append(_Piece(line, cleaned(line.text), blank or line.gap))
            blank = False
    return items + list(_paragraphs(loose, source, known))


def known_words(source: Source) -> frozenset[str]:
    """Every whole word of the document, folded, to tell a cut word from a hyphened one."""
    text = _INVISIBLE.sub("", "\n".join(line.text for line in source.lines))
    return frozenset(_WORD.findall(fold(text)))


def join_pieces(first: str, second: str, known: frozenset[str]) -> str:
    """Two pieces of one text, a word that the break cut made whole again."""
    if not first or not second:
        return first or second
    if _ADDRESS.search(first) and second[0].islower():
        return first + second
    if first.endswith("-") and first[-2:-1].isalpha() and second[:1].islower():
        return _hyphen_joined(first, second, known)
    if _GOES_ON.search(first):
        return first + second
    return f"{first} {second}"


def _hyphen_joined(first: str, second: str, known: frozenset[str]) -> str:
    """A compound of two adjectives keeps its hyphen; a word cut at the line's end loses it."""
    stem = _WORD.findall(first)[-1]
    tail = _WORD.findall(second)[:1]
    whole = fold(stem + (tail[0] if tail else ""))
    if whole not in known and stem.endswith("o") and len(stem) > 3:
        return first + second
    return first[:-1] + second


@dataclass(frozen=True, slots=True)
class _Piece:
    line: SourceLine
    text: str
    after_gap: bool


def _rows_joined(lines: Sequence[SourceLine], known: frozenset[str]) -> Iterator[Row | SourceLine]:
    """Rows of tables, those printed over several lines made one; all other lines as they are."""
    pending: list[SourceLine] = []
    for line in lines:
        if pending and not _same_row(pending[-1], line):
            yield _row(pending, known)
            pending = []
        if line.cells is None or len(line.cells) < 2:
            yield line
        elif line.is_blank:
            continue
        else:
            pending.append(line)
    if pending:
        yield _row(pending, known)


def _same_row(before: SourceLine, line: SourceLine) -> bool:
    return line.row is not None and (before.table, before.row) == (line.table, line.row)


def _row(lines: Sequence[SourceLine], known: frozenset[str]) -> Row:
    width = max(len(line.cells or ()) for line in lines)
    cells = [""] * width
    for line in lines:
        for at, cell in enumerate(line.cells or ()):
            cells[at] = join_pieces(cells[at], cleaned(cell), known)
    tidy = tuple(_tidied(cell) for cell in cells)
    return Row(tidy, tuple(line.number for line in lines), lines[0].table)


def _tidied(cell: str) -> str:
    """The cell with the spaces that a break in a narrow column leaves or takes made regular."""
    joined = _LOOSE_HYPHEN.sub(lambda found: "" if found.group() == " " else "-", cell)
    return _TIGHT_POINT.sub("- ", cleaned(joined))


def _paragraphs(pieces: Sequence[_Piece], source: Source, known: frozenset[str]) -> Iterator[Item]:
    width = _wrap_width(source)
    current: Paragraph | None = None
    last = ""
    for piece in pieces:
        if not piece.text or piece.text in "•":
            piece = replace(piece, text=piece.text or "")
        if current and _continues(current, last, piece, source.form == "docx", width):
            current = replace(
                current,
                text=join_pieces(current.text, piece.text, known),
                lines=(*current.lines, piece.line.number),
            )
            current = replace(current, marker=marker_of(current.text))
        else:
            if current:
                yield current
            current = _begin(piece)
        last = piece.text
    if current:
        yield current


def _begin(piece: _Piece) -> Paragraph:
    marker = marker_of(piece.text)
    return Paragraph(
        text=piece.text,
        lines=(piece.line.number,),
        marker=marker,
        heading=piece.line.heading,
        apart=piece.after_gap,
        symbol=bool(marker and marker.kind == "bullet" and marker.value[0] not in "-–—*o"),
    )


def _wrap_width(source: Source) -> int:
    """How wide the document's lines are wrapped; 0 where nothing shows that they are.

    A line begun with a small letter right under another shows how long a full line is.
    """
    lengths = [
        len(before.text.strip()) + 1 + len(line.text.split(maxsplit=1)[0])
        for before, line in pairwise(source.lines)
        if line.text.strip()[:1].islower()
        and before.cells is None
        and not _ENDS.search(before.text.strip())
    ]
    full = sorted(length for length in lengths if SHORTEST_WRAP < length < WIDEST_WRAP)
    return full[len(full) // 2] if full else 0


def _continues(current: Paragraph, last: str, piece: _Piece, own_lines: bool, width: int) -> bool:
    """Whether the piece goes on with the paragraph that the lines before it began."""
    text = piece.text
    if piece.line.heading or current.heading or not text:
        return False
    if _runs_on_in_print(current, last, piece, width):
        return True
    if marker_of(text):
        return False
    if piece.after_gap or own_lines:
        return _is_torn(current.text, text)
    if current.is_caps or is_caps(text):
        return current.is_caps and is_caps(text) and not last.endswith(":")
    if last.endswith("-") and text[:1].islower():
        return True
    if _is_label(text) and not (_is_wrapped(last, text, width) and _goes_on_from(last, text)):
        return False
    if current.symbol:
        return not last.endswith(":")
    return _is_full(last, text, width) or (text[:1].islower() and not _ENDS.search(last))


def _runs_on_in_print(current: Paragraph, last: str, piece: _Piece, width: int) -> bool:
    """Whether a printed line with no gap above it goes on; the print itself shows paragraphs.

    Then a colon makes it no label, and even a dash opens no list if the line above is full.
    """
    if piece.line.page is None or piece.after_gap or current.is_caps:
        return False
    marker = marker_of(piece.text)
    if marker is None:
        return True
    is_in_prose = not current.marker and not last.endswith((":", ";", "."))
    return is_in_prose and marker.kind == "bullet" and _is_full(last, piece.text, width)


def _is_torn(before: str, text: str) -> bool:
    """Whether a break of the page stands inside a sentence."""
    if len(before) <= 30 or not before[-1:].isalpha() or is_caps(before) or _is_label(text):
        return False
    if text[:1].islower() or _YEAR_LEFT_OVER.match(text):
        return True
    return before.rsplit(" ", 1)[-1] in _NEVER_LAST


def _is_full(last: str, text: str, width: int) -> bool:
    """Whether the line broke because its end was reached, or breaks off in its sentence."""
    if _is_wrapped(last, text, width):
        return True
    return len(last.split()) >= WORDS_OF_PROSE and not last.endswith((".", ",", ";", ":", "!", "?"))


def _is_wrapped(last: str, text: str, width: int) -> bool:
    return bool(width) and len(last) + 1 + len(text.split(" ", 1)[0]) > width * 0.93


def _goes_on_from(last: str, text: str) -> bool:
    """Whether what looks like a label is the rest of a sentence: begun small, or without a value."""
    return (
        not _ENDS.search(last)
        and not _is_label(last)
        and (text[:1].islower() or text.endswith(":"))
    )


_LABEL = re.compile(r"^[^\W\d_][^:.()]{2,40}:\s|^[^\W\d_][^:.()]{2,40}:$")
_DEFINITION = re.compile(
    r"^(?=\S*[^\W\da-ząćęłńóśźżáčďéěíňřšťúůýž_]\S*[^\W\da-ząćęłńóśźżáčďéěíňřšťúůýž_])[\w. ]{2,12}\s[–—-]\s"
)


def _is_label(text: str) -> bool:
    return bool(_LABEL.match(text) or _DEFINITION.match(text))
