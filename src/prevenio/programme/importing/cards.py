"""Cards: tables of two columns, each row a label and what it says, together one action."""

from collections.abc import Sequence

from prevenio.kernel.text import fold
from prevenio.programme.importing.document import Lines
from prevenio.programme.importing.labels import LONGEST_LABEL, Label, label_of
from prevenio.programme.importing.numbering import ordinal_in
from prevenio.programme.importing.records import Record, keyword_of
from prevenio.programme.importing.tables import Table, TableRow
from prevenio.programme.importing.vocabulary import Vocabulary

WIDEST_CARD = 3


def card_in(table: Table, words: Vocabulary, above: str = "") -> Record | None:
    """The record that a table tells if it is a card; a title may stand above it."""
    if not table.rows or table.head_lines or len(table.columns) > WIDEST_CARD:
        return None
    title, rows = _titled(table, words)
    labels = _labels(rows, words)
    if len(labels) < 2 or not any(label.roles & {"responsible", "partners"} for label in labels):
        return None
    lines = tuple(n for row in table.rows for n in row.lines)
    if above:
        return Record(above, lines, labels=labels)
    if title:
        keyword, number, text = keyword_of(title, words)
        return Record(text, lines, number, keyword, labels)
    return _named_by_label(labels, lines, words)


def _titled(table: Table, words: Vocabulary) -> tuple[str, list[TableRow]]:
    """What stands across the top of a card, "Opatření 1.1 Osvětlení", and the rows below it."""
    title = table.rows[0].only or ""
    if not keyword_of(title, words)[0]:
        return "", table.rows
    return title, table.rows[1:]


def _named_by_label(labels: list[Label], lines: Lines, words: Vocabulary) -> Record:
    """The record of a card that names itself in one of its rows: "Název projektu | Kamarád"."""
    title = next((label for label in labels if label.roles & {"action", "name"}), labels[0])
    numbered = ordinal_in(title.value)
    number, text = numbered if numbered and numbered[1] else (None, title.value)
    keyword = "initiative" if words.initiative.match(fold(title.name)) else None
    rest = [label for label in labels if label is not title]
    return Record(text, lines, number, keyword, rest)


def _labels(rows: Sequence[TableRow], words: Vocabulary) -> list[Label]:
    """What the rows tell, each led by a label; none where most labels are no words of the field."""
    pairs = [[cell for cell in row.cells if cell] for row in rows]
    if any(len(pair) < 2 or len(pair[0].split()) > LONGEST_LABEL for pair in pairs):
        return []
    texts = [f"{name.rstrip(':')}: {' '.join(said)}" for name, *said in pairs]
    known = [label_of(text, words) for text in texts]
    if sum(map(bool, known)) * 2 <= len(known):
        return []
    return [
        label or Label(frozenset({"description"}), text, text.partition(":")[0])
        for label, text in zip(known, texts, strict=True)
    ]
