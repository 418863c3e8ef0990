"""Chapters and what stands before them: where a document begins and parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from prevenio.kernel.text import fold
from prevenio.programme.importing.chapters import Chapter, chapter_headings
from prevenio.programme.importing.contents import ContentsEntry, contents_in
from prevenio.programme.importing.items import Item, Paragraph
from prevenio.programme.importing.vocabulary import Vocabulary


def _place(heading: tuple[int, Chapter]) -> int:
    return heading[0]


def _unnumbered(
    items: Sequence[Item],
    headings: Sequence[tuple[int, Chapter]],
    contents: Sequence[ContentsEntry],
    words: Vocabulary,
) -> list[tuple[int, Chapter]]:
    """Chapters without a number among numbered ones: an introduction, an end, an annex.

    The contents list names them, or they say no more than that.
    """
    taken = {line for _, chapter in headings for line in chapter.lines}
    listed = {fold(entry.title).strip(" .:") for entry in contents if not entry.number}
    found = []
    for at, item in enumerate(items):
        if not isinstance(item, Paragraph) or item.marker or {*item.lines} & taken:
            continue
        plain = fold(item.text).strip(" .:")
        if plain in listed or (item.apart and words.opening_or_closing.fullmatch(plain)):
            found.append((at, Chapter("", item.text.rstrip(" :"), item.lines)))
    return found


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
    headings = sorted([*headings, *_unnumbered(rest, headings, entries, words)], key=_place)
    front = list(rest[: headings[0][0]])
    chapters = []
    bounds = [at for at, _ in headings[1:]] + [len(rest)]
    for (at, chapter), until in zip(headings, bounds, strict=True):
        chapter.items = [
            item for item in rest[at + 1 : until] if item.lines[0] not in chapter.lines
        ]
        chapters.append(chapter)
    return Outline(front, chapters, entries)
