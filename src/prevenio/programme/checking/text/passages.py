"""The running text of a document as passages that know the lines they come from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prevenio.programme.checking.text.remembering import once_per_document
from prevenio.programme.importing.document import Lines, ProgrammeDocument
from prevenio.programme.importing.source import Source, SourceLine


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
        return tuple(_source_passages(source.lines))
    return tuple(_read_passages(document))


@once_per_document
def prose(document: ProgrammeDocument, source: Source | None) -> list[Passage]:
    """The passages outside tables."""
    return [passage for passage in passages(document, source) if not passage.in_table]


def _source_passages(lines: Iterable[SourceLine]) -> Iterator[Passage]:
    block: list[SourceLine] = []
    for line in lines:
        if line.cells is not None:
            yield from _joined(block)
            block = []
            yield Passage(line.text, (line.number,), (0,), in_table=True)
        elif line.is_blank or _starts_afresh(line):
            yield from _joined(block)
            block = [] if line.is_blank else [line]
        else:
            block.append(line)
    yield from _joined(block)


def _starts_afresh(line: SourceLine) -> bool:
    first = line.text.lstrip()[:1]
    return line.heading is not None or first in "-•*§" or "\ue000" <= first <= "\uf8ff"


def _joined(block: list[SourceLine]) -> Iterator[Passage]:
    if not block:
        return
    starts, text = [], ""
    for line in block:
        text += " " if text else ""
        starts.append(len(text))
        text += line.text.strip()
    yield Passage(text, tuple(line.number for line in block), tuple(starts))


def _read_passages(document: ProgrammeDocument) -> Iterator[Passage]:
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
