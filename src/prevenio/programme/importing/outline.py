"""Chapters and what stands before them: where a document begins and parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from prevenio.programme.importing.chapters import Chapter, chapter_headings
from prevenio.programme.importing.contents import ContentsEntry, contents_in
from prevenio.programme.importing.items import Item
from prevenio.programme.importing.vocabulary import Vocabulary


@dataclass(slots=True)
class Outline:
    """The items before the first chapter, the chapters, the lines of the contents list."""

    front: list[Item]
    chapters: list[Chapter]
    contents: list[ContentsEntry]


def outline_of(items: Sequence[Item], words: Vocabulary) -> Outline:
    """The document parted into its front, its contents list and its chapters."""
    start, end, entries = contents_in(items, words)
    rest = [*items[:start], *items[end:]]
    headings = chapter_headings(rest, words)
    if not headings:
        return Outline(list(rest), [], entries)
    front = list(rest[: headings[0][0]])
    chapters = []
    bounds = [at for at, _ in headings[1:]] + [len(rest)]
    for (at, chapter), until in zip(headings, bounds, strict=True):
        chapter.items = [
            item for item in rest[at + 1 : until] if item.lines[0] not in chapter.lines
        ]
        chapters.append(chapter)
    return Outline(front, chapters, entries)
