"""The running text of a document as passages that know the lines they come from."""

from collections.abc import Iterator
from dataclasses import dataclass

from prevenio.programme.checking.text.nearness import likeness
from prevenio.programme.checking.text.remembering import once_per_document
from prevenio.programme.checking.text.words import plain
from prevenio.programme.importing.document import Lines, ProgrammeDocument
from prevenio.programme.importing.flow import flow_of
from prevenio.programme.importing.items import Item, Row
from prevenio.programme.importing.joining import cleaned
from prevenio.programme.importing.source import Source
from prevenio.programme.importing.vocabulary import vocabulary_of

# How much of a line tells where it begins in the paragraph joined from it.
RECOGNISED = 12
# How alike a paragraph stays to its older wording.
SAME_PARAGRAPH = 0.6


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text that reads on: a paragraph, a table row, an item of a list."""

    text: str
    lines: Lines = ()
    starts: tuple[int, ...] = ()
    in_table: bool = False

    def line_at(self, offset: int) -> Lines:
        """The line on which the character at `offset` stands, or all lines where none is known."""
        if not self.starts:
            return self.lines
        place = sum(1 for start in self.starts if start <= offset) - 1
        return (self.lines[max(place, 0)],)

    def lines_between(self, first: int, last: int) -> Lines:
        """The lines from the character at `first` to the one at `last`."""
        if not self.starts:
            return self.lines
        begin, end = self.line_at(first)[0], self.line_at(last)[0]
        return tuple(line for line in self.lines if begin <= line <= end)


@once_per_document
def passages(document: ProgrammeDocument, source: Source | None) -> tuple[Passage, ...]:
    """All text of the document: from its source if there is one, else from what was read of it."""
    if source is not None:
        return tuple(_source_passages(document, source))
    return tuple(_read_passages(document))


@once_per_document
def prose(document: ProgrammeDocument, source: Source | None) -> list[Passage]:
    """The passages outside tables."""
    return [passage for passage in passages(document, source) if not passage.in_table]


@once_per_document
def items(document: ProgrammeDocument, source: Source) -> list[Item]:
    """The paragraphs and rows of the source, as the reading joins them."""
    language = document.language if document.language in ("pl", "cs") else "pl"
    return flow_of(source, vocabulary_of(language))


def _source_passages(document: ProgrammeDocument, source: Source) -> Iterator[Passage]:
    by_number = {line.number: line.text for line in source.lines}
    amended = _amended_paragraphs(document, source)
    for item in items(document, source):
        if isinstance(item, Row):
            yield Passage(item.text, item.lines, in_table=True)
        elif not any(_is_amended(item.text, paragraph) for paragraph in amended):
            starts = _starts(item.text, [by_number.get(line, "") for line in item.lines])
            yield Passage(item.text, item.lines, starts)
    yield from amended


def _amended_paragraphs(document: ProgrammeDocument, source: Source) -> list[Passage]:
    """Paragraphs that a chapter holds by now, but not the source it was once read from."""
    written = plain(" ".join(item.text for item in items(document, source)))
    return [
        Passage(paragraph, chapter.lines)
        for chapter in document.chapters
        for paragraph in chapter.text.split("\n\n")
        if plain(paragraph) not in written
    ]


def _is_amended(text: str, paragraph: Passage) -> bool:
    """Whether a paragraph of the source stands in other words in its chapter by now."""
    return likeness(text, paragraph.text) >= SAME_PARAGRAPH


def _starts(text: str, lines: list[str]) -> tuple[int, ...]:
    """Where each of the lines that a paragraph was joined from begins in it."""
    starts, place = [0], 0
    for line in lines[1:]:
        found = text.find(cleaned(line)[:RECOGNISED], place)
        place = found if found >= 0 else place
        starts.append(place)
    return tuple(starts)


def _read_passages(document: ProgrammeDocument) -> Iterator[Passage]:
    for provision in document.act.legal_basis:
        yield Passage(provision, document.act.lines)
    for chapter in document.chapters:
        yield Passage(chapter.title, chapter.lines)
        for paragraph in chapter.text.split("\n\n"):
            yield Passage(" ".join(paragraph.split()), chapter.lines)
    for item in _items(document):
        yield Passage(item[0], item[1])
    for action in document.actions:
        yield Passage(action.text, action.lines, in_table=True)
    for initiative in document.initiatives:
        words = " ".join((initiative.aim, initiative.term.text, initiative.method))
        yield Passage(words, initiative.lines, in_table=True)


def _items(document: ProgrammeDocument) -> Iterator[tuple[str, Lines]]:
    lists = (
        document.goals,
        document.forms,
        document.participants,
        document.commission_duties,
        document.milestones,
    )
    if document.main_goal is not None:
        yield document.main_goal.text, document.main_goal.lines
    for items in lists:
        for item in items:
            yield item.text, item.lines
    for unplaced in document.unplaced:
        yield unplaced.text, (unplaced.line,)
