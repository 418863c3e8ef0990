"""Initiatives: the named programmes inside a programme."""

from dataclasses import dataclass, field

from prevenio.programme.importing.audience import audience_of
from prevenio.programme.importing.block_kinds import Entry
from prevenio.programme.importing.document import Lines, ReadTerm
from prevenio.programme.importing.funding import method_and_funding, sources_in
from prevenio.programme.importing.initiative_names import name_and_aim
from prevenio.programme.importing.numbering import marker_of
from prevenio.programme.importing.quotes import unquoted
from prevenio.programme.importing.records import Record
from prevenio.programme.importing.tables import Table, TableRow
from prevenio.programme.importing.terms import term_of
from prevenio.programme.importing.vocabulary import Vocabulary


@dataclass(slots=True)
class RawInitiative:
    """An initiative before its bodies are told apart."""

    number: int | None
    name: str
    aim: str
    implementers: str
    audience: tuple[str, ...] = ()
    term: ReadTerm = field(default_factory=ReadTerm)
    method: str = ""
    funding: tuple[str, ...] = ()
    lines: Lines = ()
    pieces: tuple[Lines, ...] = ()


def from_row(
    table: Table, row: TableRow, words: Vocabulary, known: frozenset[str]
) -> RawInitiative | None:
    """The initiative that a row of their table tells."""
    named_at = table.column("name", "action")
    aim_at = table.column("aim")
    text = table.cell(row, "name", "action", "aim")
    if not text and named_at is None:
        text = max(row.cells, key=len)
    if not text:
        return None
    number_text = table.cell(row, "number")
    if not number_text and (marker := marker_of(text)) and marker.kind == "arabic" and marker.rest:
        number_text, text = marker.value, marker.rest
    aim = table.cell(row, "aim") if aim_at is not None and aim_at != named_at else ""
    name = unquoted(text)
    if not aim and (named_at is None or aim_at == named_at or aim_at is None):
        name, aim = name_and_aim(text, words)
    described = table.cell(row, "description")
    method, funding = _method(table, row, words)
    return RawInitiative(
        number=_number(number_text),
        name=name,
        aim=aim or (described if not method else ""),
        implementers="; ".join(_cells(table, row, "responsible", "partners")),
        audience=audience_of("\n".join(_cells(table, row, "audience")), words, known),
        term=term_of(table.cell(row, "term"), words),
        method=method or (described if aim else ""),
        funding=funding,
        lines=row.lines,
        pieces=tuple(row.pieces) if row.torn else (),
    )


def _method(table: Table, row: TableRow, words: Vocabulary) -> tuple[str, tuple[str, ...]]:
    method_at, funding_at = table.column("method"), table.column("funding")
    said = table.cell(row, "method")
    if funding_at is not None and funding_at != method_at:
        method, inside = method_and_funding(said, words)
        return method, sources_in(table.cell(row, "funding"), words) or inside
    return method_and_funding(said, words)


def _cells(table: Table, row: TableRow, *roles: str) -> list[str]:
    columns = sorted({at for role in roles for at in table.columns_with(role)})
    return [row.cells[at] for at in columns if at < len(row.cells) and row.cells[at]]


def _number(text: str) -> int | None:
    bare = text.strip(" .)")
    return int(bare) if bare.isdecimal() and len(bare) < 5 else None


def from_record(record: Record, words: Vocabulary, known: frozenset[str]) -> RawInitiative:
    """The initiative that labelled lines tell."""
    name, aim = record.title, record.said("aim")
    if not aim:
        name, aim = name_and_aim(record.title, words)
    method, funding = method_and_funding(
        " ".join([record.said("method", "description"), *record.points]).strip(), words
    )
    return RawInitiative(
        number=_number(record.number or ""),
        name=unquoted(name),
        aim=aim or " ".join(record.description),
        implementers="; ".join(filter(None, (record.said("responsible"), record.said("partners")))),
        audience=audience_of(record.said("audience").replace("; ", "\n"), words, known),
        term=term_of(record.said("term"), words),
        method=method,
        funding=sources_in(record.said("funding"), words) or funding,
        lines=record.lines,
    )


def from_entry(entry: Entry, words: Vocabulary) -> RawInitiative:
    """The initiative that an item of a list names."""
    name, aim = name_and_aim(entry.text.rstrip(" ,;."), words)
    return RawInitiative(_number(entry.number or ""), unquoted(name), aim, "", lines=entry.lines)


def is_initiatives_table(table: Table, subject: str | None) -> bool:
    """Whether a table tells of initiatives rather than of actions."""
    roles = table.roles
    if roles >= {"name", "aim", "audience"}:
        return True
    if "action" in roles:
        return subject == "initiatives" and bool(roles & {"audience", "method"})
    if subject == "initiatives" and roles & {"audience", "method", "aim"}:
        return True
    return bool(roles & {"name"}) and bool(
        roles & {"responsible", "audience", "method", "term", "funding"}
    )
