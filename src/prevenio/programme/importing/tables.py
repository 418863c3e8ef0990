"""Tables: heads that name columns, rows that a page break tore, tables that go on after a break."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from prevenio.kernel.text import fold
from prevenio.programme.importing.document import Lines
from prevenio.programme.importing.items import Row
from prevenio.programme.importing.joining import join_pieces
from prevenio.programme.importing.numbering import marker_of
from prevenio.programme.importing.vocabulary import Vocabulary

Roles = frozenset[str]
# A column that speaks of one of these speaks of an action only by the way ("term of the action").
_SIDE_ROLES = frozenset(
    {
        "number",
        "partners",
        "responsible",
        "audience",
        "term",
        "funding",
        "indicator",
        "area",
        "method",
        "short",
    }
)
_MAIN_ROLES = frozenset({"action", "name", "description"})
_CODE = re.compile(r"^[A-Z]{1,3}[ .-]?\d{1,3}(?:\.\d{1,3})*\.?$")
LONGEST_HEAD = 70
SHORTEST_SENTENCE = 3
# Capitals that are all shorter than this are acronyms of bodies, not a title.
SHORTEST_WORD = 6


@dataclass(slots=True)
class TableRow:
    """A row after its torn pieces are joined; `lines` are all it stands on."""

    cells: list[str]
    lines: Lines
    pieces: list[Lines] = field(default_factory=list)

    @property
    def torn(self) -> bool:
        return len(self.pieces) > 1

    @property
    def only(self) -> str | None:
        """The single thing the row says, where one cell is filled or all say the same."""
        said = {cell for cell in self.cells if cell}
        return said.pop() if len(said) == 1 else None


@dataclass(slots=True)
class Table:
    """A table with the roles of its columns; no roles where it has no head."""

    columns: tuple[Roles, ...]
    head_lines: Lines
    rows: list[TableRow] = field(default_factory=list)

    @property
    def roles(self) -> Roles:
        return frozenset().union(*self.columns)

    def column(self, *roles: str) -> int | None:
        """The first column with the first of these roles that any column has."""
        for role in roles:
            for at, of_column in enumerate(self.columns):
                if role in of_column:
                    return at
        return None

    def columns_with(self, role: str) -> list[int]:
        return [at for at, of_column in enumerate(self.columns) if role in of_column]

    def cell(self, row: TableRow, *roles: str) -> str:
        """What the row says in the column with one of these roles, as one line of text."""
        at = self.column(*roles)
        return one_line(row.cells[at]) if at is not None and at < len(row.cells) else ""


def one_line(text: str) -> str:
    return " ".join(text.split())


def head_of(row: Row, words: Vocabulary) -> tuple[Roles, ...] | None:
    """The roles of the columns if the row is a table's head, else None."""
    filled = [cell for cell in row.cells if cell]
    if len(filled) < 2 or any(len(cell) > LONGEST_HEAD for cell in filled):
        return None
    if any(cell.rstrip(".) ").isdigit() for cell in filled) or _says_one_thing(filled):
        return None
    if any(map(_is_sentence, filled)):
        return None
    named = [words.roles_in(one_line(cell)) if cell else frozenset() for cell in row.cells]
    count = sum(bool(roles) for roles in named)
    if count < 2 or count * 2 < len(filled) or len(frozenset().union(*named)) < 2:
        return None
    return _settled(named)


def _is_sentence(cell: str) -> bool:
    """Whether a cell ends as a sentence does; a head ends so only in short: "Poř. č."."""
    return cell.endswith(".") and len(cell.split()) > SHORTEST_SENTENCE


def _says_one_thing(cells: Sequence[str]) -> bool:
    return len(set(cells)) == 1


def _settled(named: Sequence[Roles]) -> tuple[Roles, ...]:
    """Each column's roles, those dropped that it only mentions."""
    elsewhere = [
        frozenset().union(*(other for j, other in enumerate(named) if j != i))
        for i in range(len(named))
    ]
    return tuple(_settle(roles, others) for roles, others in zip(named, elsewhere, strict=True))


def _settle(roles: Roles, others: Roles) -> Roles:
    if "number" in roles:
        return frozenset({"number"})
    if roles & {"short", "full_name"}:
        return roles & {"short", "full_name"}
    if roles & _SIDE_ROLES:
        roles -= _MAIN_ROLES
    if {"action", "aim"} <= roles and others & _MAIN_ROLES:
        return frozenset({"aim"})
    if "action" in roles:
        if "description" in roles and "action" in others and "description" not in others:
            return frozenset({"description"})
        return roles - {"description", "aim"}
    if "partners" in roles and "responsible" in roles and "responsible" in others:
        roles -= {"responsible"}
    if "area" in roles:
        roles -= {"aim"}
    return roles


def with_codes_told(columns: tuple[Roles, ...], rows: Sequence[Row]) -> tuple[Roles, ...]:
    """The roles, where a column called after the action holds only its codes and another names it.

    "Opatření | Název" with 1.1.1 in the first: the name is what is to be done.
    """
    coded = next((at for at, roles in enumerate(columns) if "action" in roles), None)
    named = next((at for at, roles in enumerate(columns) if roles & {"name", "description"}), None)
    if coded is None or named is None or coded == named or not rows:
        return columns
    cells = [row.cells[coded] for row in rows if coded < len(row.cells) and len(row.filled) > 1]
    if not any(cells) or not all(is_code(cell) for cell in cells if cell):
        return columns
    told = {coded: frozenset({"number"}), named: frozenset({"action"})}
    return tuple(told.get(at, roles) for at, roles in enumerate(columns))


def is_code(cell: str) -> bool:
    """Whether a cell holds a code only: 1.2.3, O1.1, A.4."""
    return is_number(cell) or bool(_CODE.match(cell.strip()))


def joined_rows(
    rows: Sequence[Row], columns: Sequence[Roles], known: frozenset[str]
) -> list[TableRow]:
    """The rows, each torn piece joined to the row it was torn from."""
    number = _number_column(rows, columns)
    main = _main_column(columns)
    joined: list[TableRow] = []
    for row in rows:
        if joined and _goes_on(row, joined[-1], number, main):
            _join(joined[-1], row, known)
        else:
            missing = [""] * (len(columns) - len(row.cells))
            joined.append(TableRow([*row.cells, *missing], row.lines, [row.lines]))
    return joined


def _number_column(rows: Sequence[Row], columns: Sequence[Roles]) -> int | None:
    for role in ("number", "short"):
        named = next((at for at, roles in enumerate(columns) if role in roles), None)
        if named is not None or not rows:
            return named
    firsts = [row.cells[0] for row in rows if row.cells]
    numbers = sum(is_number(cell) for cell in firsts)
    return 0 if numbers and numbers * 2 >= len(firsts) else None


def is_number(cell: str) -> bool:
    """Whether a cell holds nothing but a row's number or code."""
    bare = cell.strip().rstrip(".)").replace(" ", "")
    return bare.replace(".", "").isdigit() and len(bare) <= 8


def _main_column(columns: Sequence[Roles]) -> int | None:
    for role in ("action", "name", "full_name", "aim"):
        found = next((at for at, roles in enumerate(columns) if role in roles), None)
        if found is not None:
            return found
    return None


def _goes_on(row: Row, before: TableRow, number: int | None, main: int | None) -> bool:
    """Whether the row is the lower piece of the one before it."""
    if before.only is not None and len(before.cells) > 1 and len(row.filled) > 1:
        return False
    if len(row.filled) == 1 and _stands_alone(row, number):
        return False
    if number is not None:
        if number < len(row.cells) and row.cells[number]:
            return False
        return not _is_new_unnumbered(row, before, main)
    text = row.cells[main] if main is not None and main < len(row.cells) else row.cells[0]
    said = before.cells[main] if main is not None and main < len(before.cells) else before.cells[0]
    if not text:
        return bool(row.filled)
    return text[0].islower() and not said.endswith((".", ";", "!", "?")) and marker_of(text) is None


def _stands_alone(row: Row, number: int | None) -> bool:
    """A row of one filled cell that speaks as a title does."""
    text = row.cells[row.filled[0]]
    if row.filled[0] > 1 and len(row.cells) > 2:
        return False
    first = next((char for char in text if char.isalnum()), "")
    has_word = any(len(token) >= SHORTEST_WORD for token in text.split())
    return (first.isupper() or first.isdigit()) and text.isupper() and has_word


def _is_new_unnumbered(row: Row, before: TableRow, main: int | None) -> bool:
    if main is None or main >= len(row.cells) or not row.cells[main][:1].isupper():
        return False
    said = before.cells[main] if main < len(before.cells) else ""
    others = [at for at in row.filled if at != main]
    return (
        said.endswith((".", ";", "!", "?")) and bool(others) and row.cells[others[0]][:1].isupper()
    )


def _join(before: TableRow, row: Row, known: frozenset[str]) -> None:
    width = max(len(before.cells), len(row.cells))
    before.cells += [""] * (width - len(before.cells))
    for at, cell in enumerate(row.cells):
        before.cells[at] = mended_join(before.cells[at], cell, known)
    before.lines += row.lines
    before.pieces.append(row.lines)


def mended_join(first: str, second: str, known: frozenset[str]) -> str:
    """Two pieces of a torn cell; a word cut without a hyphen is made whole if the text knows it."""
    if first and second and second[0].islower() and first[-1].isalpha():
        head, tail = first.split()[-1], second.split()[0]
        if _is_cut(head, tail, known):
            return first + second
    return join_pieces(first, second, known)


def _is_cut(head: str, tail: str, known: frozenset[str]) -> bool:
    whole = fold(head + tail).strip(".,;:)")
    return (
        whole in known
        and len(whole) > 4
        and not (fold(head) in known and len(head) > 3 and len(tail) > 3)
    )
