"""The sheet of descriptions beside a table of the Polish Local Data Bank: labels and texts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from prevenio.indicators.importing.method_notes import changes_in
from prevenio.indicators.importing.refusals import quoted
from prevenio.indicators.importing.sheets import Place, Sheet, place_name, shown, tidy
from prevenio.indicators.importing.values import Doubt, MethodNote
from prevenio.kernel.text import fold

SUBJECTS = ("podgrupa:", "grupa:", "kategoria:")
UPDATED = "data ostatniej aktualizacji:"
FOOTNOTES = "przypisy:"
LABELS = frozenset((*SUBJECTS, UPDATED, FOOTNOTES, "wymiary:"))
DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True, slots=True)
class Description:
    """What the descriptions say of the whole file."""

    title: str = ""
    updated_on: date | None = None
    notes: tuple[MethodNote, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def is_description(sheet: Sheet) -> bool:
    """Whether the sheet holds at least two of the labels that describe a table."""
    return sum(1 for _place, label in _labels(sheet) if label in LABELS) > 1


def read_description(sheet: Sheet) -> Description:
    """The title, the day of the last update, and every sentence about a changed method."""
    labelled = {label: place for place, label in _labels(sheet)}
    notes = tuple(_notes(sheet))
    return Description(
        title=next(filter(None, (_beside(sheet, labelled.get(one)) for one in SUBJECTS)), ""),
        updated_on=_day(sheet, labelled.get(UPDATED)),
        notes=notes,
        doubts=tuple(_footnotes(sheet, labelled.get(FOOTNOTES))),
    )


def doubts_of(notes: Iterable[MethodNote], first_year: int) -> Iterator[Doubt]:
    """The changes that fall into the years of a table, as doubts."""
    for note in notes:
        if note.from_year < first_year:
            continue
        text = (
            f"The source says what changed from {note.from_year} on; do not compare across that "
            f"year unseen: “{quoted(note.text)}”"
        )
        yield Doubt(note.sheet, note.cell, text)


def _labels(sheet: Sheet) -> Iterator[tuple[Place, str]]:
    for row, column, text in sheet.texts(sheet.rows):
        if text.endswith(":"):
            yield (row, column), fold(text)


def _beside(sheet: Sheet, place: Place | None) -> str:
    """The text to the right of a label."""
    if place is None:
        return ""
    row, label = place
    return next(
        (shown(one) for column, one in sorted(sheet.rows[row].items()) if column > label), ""
    )


def _day(sheet: Sheet, place: Place | None) -> date | None:
    if place is None:
        return None
    for column, content in sorted(sheet.rows[place[0]].items()):
        if column > place[1] and isinstance(content, datetime):
            return content.date()
    match = DAY.search(_beside(sheet, place))
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


def _notes(sheet: Sheet) -> Iterator[MethodNote]:
    known: set[tuple[int, str]] = set()
    for row in sorted(sheet.rows):
        for column, content in sorted(sheet.rows[row].items()):
            for change in changes_in(content if isinstance(content, str) else ""):
                if change not in known:
                    known.add(change)
                    year, text = change
                    yield MethodNote(text, year, sheet.title, place_name(row, column))


def _footnotes(sheet: Sheet, place: Place | None) -> Iterator[Doubt]:
    """The texts under the label of footnotes."""
    if place is None:
        return
    for row, column, text in sheet.texts(row for row in sorted(sheet.rows) if row >= place[0]):
        if (row, column) != place and column > place[1] and not text.endswith(":"):
            cell = place_name(row, column)
            yield Doubt(sheet.title, cell, f"The source adds a footnote: “{quoted(tidy(text))}”")
