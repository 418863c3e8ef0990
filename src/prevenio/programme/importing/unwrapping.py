"""Lines unwrapped into paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from prevenio.kernel.text import fold
from prevenio.programme.importing.items import Paragraph, is_caps
from prevenio.programme.importing.joining import join_pieces
from prevenio.programme.importing.labels import label_of, names_itself
from prevenio.programme.importing.numbering import Marker, is_bare_number, marker_of, roman_number
from prevenio.programme.importing.source import Source, SourceLine
from prevenio.programme.importing.vocabulary import Vocabulary

_ENDS = re.compile(r"[.:;!?…]['\"”’»)\]]*$")
_YEAR_LEFT_OVER = re.compile(r"^(?:19|20)\d\d[.,;]$")
# Small words that end no sentence, in Polish and in Czech.
_NEVER_LAST = frozenset("a do i k na o od oraz po s se v ve w we z za ze".split())  # noqa: SIM905
SHORTEST_WRAP, WIDEST_WRAP = 40, 130
# The title page lies within so many lines.
FRONT = 15
# Where more lines reach so far beyond the width than end at it, none is wrapped.
FAR_BEYOND = 1.3
# So many words without a full stop are a line of prose that goes on below.
WORDS_OF_PROSE = 9
# No list of a programme counts so far; a higher number is a number in a sentence.
HIGHEST_ITEM = 199
_LABEL = re.compile(r"^[^\W\d_][^:.()]{2,40}:\s|^[^\W\d_][^:.()]{2,40}:$")
_CAPITAL = r"[^\W\da-ząćęłńóśźżáčďéěíňřšťúůýž_]"
_DEFINITION = re.compile(rf"^(?=\S*{_CAPITAL}\S*{_CAPITAL})[\w. ]{{2,12}}\s[–—-]\s")


@dataclass(frozen=True, slots=True)
class Piece:
    """A line's clean text, and whether it stands apart from the line above."""

    line: SourceLine
    text: str
    after_gap: bool


class Unwrapper:
    """Joins the lines of one document into its paragraphs."""

    def __init__(self, source: Source, words: Vocabulary, known: frozenset[str]) -> None:
        self._words = words
        self._known = known
        self._own_lines = source.form == "docx"
        self._width = _wrap_width(source)

    def paragraphs(self, pieces: Sequence[Piece]) -> Iterator[Paragraph]:
        """The paragraphs that a run of lines makes."""
        current: Paragraph | None = None
        last = ""
        for piece in pieces:
            if current and self._continues(current, last, piece):
                text = join_pieces(current.text, piece.text, self._known)
                lines = (*current.lines, piece.line.number)
                current = replace(current, text=text, lines=lines, marker=marker_of(text))
            else:
                if current:
                    yield current
                current = self._begun(piece)
            last = piece.text
        if current:
            yield current

    def _begun(self, piece: Piece) -> Paragraph:
        marker = marker_of(piece.text)
        return Paragraph(
            text=piece.text,
            lines=(piece.line.number,),
            marker=marker,
            heading=piece.line.heading,
            apart=piece.after_gap or self._own_lines,
            symbol=bool(marker and marker.kind == "bullet" and marker.value[0] not in "-–—*"),
        )

    def _continues(self, current: Paragraph, last: str, piece: Piece) -> bool:
        """Whether the piece goes on with the paragraph that the lines before it began."""
        text = piece.text
        if piece.line.heading or current.heading or not text:
            return False
        if names_itself(text, self._words) or roman_number(text.rstrip(".")) is not None:
            return False
        if self._runs_on_in_print(current, last, piece):
            return True
        if marker_of(text) and not (is_bare_number(text) and _is_full(last, text, self._width)):
            return False
        if piece.after_gap or self._own_lines:
            return _is_torn(current.text, text)
        if current.is_caps or is_caps(text):
            return current.is_caps and is_caps(text) and not last.endswith(":")
        if last.endswith("-") and text[:1].islower():
            return True
        if self._opens(piece):
            return False
        if _is_label(text) and not (
            _is_wrapped(last, text, self._width) and _goes_on_from(last, text)
        ):
            return False
        if current.symbol:
            return not last.endswith(":")
        if last.endswith(",") and self._says_label(current.text):
            return True
        return _is_full(last, text, self._width) or (text[:1].islower() and not _ENDS.search(last))

    def _says_label(self, text: str) -> bool:
        """Whether a label with its value begins the paragraph: "Partnerzy: szkoły,"."""
        label = label_of(text, self._words)
        return label is not None and bool(label.value)

    def _opens(self, piece: Piece) -> bool:
        """Whether a line begins a list's label, a section of an act, or names the act itself."""
        text = piece.text
        if text.startswith("§") or (piece.line.number <= FRONT and self._names_act(text)):
            return True
        if not text[:1].isupper():
            return False
        is_label = text.endswith(":") and label_of(text, self._words) is not None
        return is_label or bool(self._words.act_basis.match(fold(text)))

    def _names_act(self, text: str) -> bool:
        """Whether a line under the title tells the act: "schválený usnesením č. …"."""
        plain = fold(text)
        return bool(self._words.act_adopts.match(plain) and self._words.act.search(plain))

    def _runs_on_in_print(self, current: Paragraph, last: str, piece: Piece) -> bool:
        """Whether a printed line with no gap above it goes on; the print itself shows paragraphs.

        Then a colon makes it no label, and even a dash opens no list if the line above is full.
        """
        if piece.line.page is None or piece.after_gap or current.is_caps:
            return False
        marker = marker_of(piece.text)
        if marker is None or _is_no_item(marker, current.marker):
            return not _begins_field(last, piece.text)
        is_in_prose = not current.marker and not last.endswith((":", ";", "."))
        return is_in_prose and marker.kind == "bullet" and _is_full(last, piece.text, self._width)


def _is_no_item(marker: Marker, before: Marker | None) -> bool:
    """Whether a number is too high for an item and follows no lower one: `poz. 920)`, broken."""
    if marker.ordinal is None or marker.ordinal <= HIGHEST_ITEM:
        return False
    return before is None or before.ordinal != marker.ordinal - 1


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
    width = full[len(full) // 2] if full else 0
    prose = [len(line.text.strip()) for line in source.lines if line.cells is None]
    beyond = sum(length > width * FAR_BEYOND for length in prose)
    return width if beyond <= len(full) else 0


def _begins_field(last: str, text: str) -> bool:
    """Whether a label with its value begins a line: capital, or right under another label."""
    return _is_label(text) and not text.endswith(":") and (text[:1].isupper() or _is_label(last))


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
    """Whether what looks like a label is the rest of a sentence: small, or without a value."""
    return (
        not _ENDS.search(last)
        and not _is_label(last)
        and (text[:1].islower() or text.endswith(":"))
    )


def _is_label(text: str) -> bool:
    return bool(_LABEL.match(text) or _DEFINITION.match(text))
