"""Cards: tables of two columns, each row a label and what it says, together one action."""

from prevenio.kernel.text import fold
from prevenio.programme.importing.document import Lines
from prevenio.programme.importing.labels import Label, label_of
from prevenio.programme.importing.numbering import ordinal_in
from prevenio.programme.importing.records import Record, keyword_of
from prevenio.programme.importing.tables import Table, TableRow
from prevenio.programme.importing.vocabulary import Vocabulary

Labels = list[tuple[Label, Lines]]
WIDEST_CARD = 3


def card_in(table: Table, words: Vocabulary) -> Record | None:
    """The record that a table tells if it is a card."""
    if table.head_lines or len(table.columns) > WIDEST_CARD:
        return None
    title, rows = _titled(table, words)
    labels = _labels(rows, words)
    if len(labels) < 2 or not any(label.roles & {"responsible", "partners"} for label, _ in labels):
        return None
    lines = tuple(n for row in table.rows for n in row.lines)
    if title:
        keyword, number, text = keyword_of(title, words)
        return Record(text, lines, number, keyword, [label for label, _ in labels])
    return _named_by_label(labels, lines, words)


def _titled(table: Table, words: Vocabulary) -> tuple[str, list[TableRow]]:
    """What stands across the top of a card, "Opatření 1.1 Osvětlení", and the rows below it."""
    title = table.rows[0].only or ""
    if not keyword_of(title, words)[0]:
        return "", table.rows
    return title, table.rows[1:]


def _named_by_label(labels: Labels, lines: Lines, words: Vocabulary) -> Record:
    """The record of a card that names itself in one of its rows: "Název projektu | Kamarád"."""
    title = next((label for label, _ in labels if label.roles & {"action", "name"}), labels[0][0])
    numbered = ordinal_in(title.value)
    number, text = numbered if numbered and numbered[1] else (None, title.value)
    keyword = "initiative" if words.initiative.match(fold(title.name)) else None
    rest = [label for label, _ in labels if label is not title]
    return Record(text, lines, number, keyword, rest)


def _labels(rows: list[TableRow], words: Vocabulary) -> Labels:
    """The labels of all the rows; none where a single row is not led by one."""
    found: Labels = []
    for row in rows:
        cells = [cell for cell in row.cells if cell]
        label = label_of(f"{cells[0].rstrip(':')}: {' '.join(cells[1:])}", words) if cells else None
        if label is None:
            return []
        found.append((label, row.lines))
    return found
