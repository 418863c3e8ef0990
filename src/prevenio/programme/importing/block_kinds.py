"""The kinds of block that a chapter is built of."""

from dataclasses import dataclass, field

from prevenio.programme.importing.document import Lines
from prevenio.programme.importing.items import Paragraph
from prevenio.programme.importing.labels import Label
from prevenio.programme.importing.records import Record
from prevenio.programme.importing.tables import Table


@dataclass(slots=True)
class Heading:
    """A heading inside a chapter. `code` is the number it carries, `is_area` if it says so."""

    title: str
    lines: Lines
    code: str | None = None
    is_area: bool = False
    is_caption: bool = False


@dataclass(slots=True)
class Entry:
    """An item of a list with the items under it."""

    text: str
    lines: Lines
    number: str | None = None
    under: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ItemList:
    """A list with the sentence that introduces it, and labels below that hold for all its items."""

    intro: Paragraph | None
    entries: list[Entry]
    labels: list[Label] = field(default_factory=list)
    label_lines: Lines = ()


@dataclass(slots=True)
class Prose:
    """A paragraph of running text."""

    text: str
    lines: Lines


@dataclass(slots=True)
class Stray:
    """A line that belongs to the paper, not to the text: a page's number, a repeated head."""

    lines: Lines


Block = Heading | Table | ItemList | Record | Prose | Stray
