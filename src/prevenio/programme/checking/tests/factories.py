"""Small typed makers of documents: say only what the test is about."""

from hashlib import sha256
from typing import Any

from prevenio.programme.checking import RULES
from prevenio.programme.importing.document import (
    ProgrammeDocument,
    ReadAction,
    ReadArea,
    ReadInitiative,
    ReadItem,
    ReadTerm,
)
from prevenio.programme.importing.source import Source, SourceLine


def make_action(
    code: str,
    text: str,
    responsible: tuple[str, ...] = ("KMP",),
    partners: tuple[str, ...] = ("SM",),
    lines: tuple[int, ...] = (),
    partners_cell: str = "",
) -> ReadAction:
    return ReadAction(
        code, text, responsible, partners, lines, (), ", ".join(responsible), partners_cell
    )


def make_area(code: str, title: str, *actions: ReadAction) -> ReadArea:
    return ReadArea(code, title, (), actions)


def make_initiative(
    number: int,
    name: str,
    *,
    implementers: tuple[str, ...] = ("KMP",),
    years: tuple[int | None, int | None] = (2024, 2026),
    term: str | None = None,
    open_ended: bool = False,
    method: str = "",
    funding: tuple[str, ...] = ("budżet miasta, 10 tys. zł",),
    lines: tuple[int, ...] = (),
) -> ReadInitiative:
    words = term if term is not None else f"{years[0]} - {years[1]}"
    read_term = ReadTerm(words, years[0], years[1], open_ended)
    return ReadInitiative(number, name, "", implementers, (), read_term, method, funding, lines)


def make_items(*texts: str) -> tuple[ReadItem, ...]:
    return tuple(ReadItem(text) for text in texts)


def make_source(text: str, name: str = "document.txt") -> Source:
    """A source as plain text gives it: a line with tabs is a row of a table."""
    lines = tuple(
        SourceLine(
            number,
            line,
            tuple(line.split("\t")) if "\t" in line else None,
            1 if "\t" in line else None,
        )
        for number, line in enumerate(text.split("\n"), 1)
    )
    return Source(name, "text", sha256(text.encode()).hexdigest(), lines)


def abouts(
    code: str, document: ProgrammeDocument, source: Source | None = None
) -> list[tuple[str, ...]]:
    """What the faults that one rule finds are about."""
    return [fault.about for fault in RULES[code].examine(document, source)]


def make_document(
    text: str = "", *, language: str = "pl", **parts: Any
) -> tuple[ProgrammeDocument, Source]:
    """A document made of the given parts, with a source that holds the text."""
    return ProgrammeDocument(language=language, **parts), make_source(text)
