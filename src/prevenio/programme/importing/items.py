"""Paragraphs and rows: what a document's flow is made of."""

from dataclasses import dataclass

from prevenio.programme.importing.document import Lines
from prevenio.programme.importing.numbering import Marker


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a heading or an item of a list, with the lines it stands on."""

    text: str
    lines: Lines
    marker: Marker | None = None
    heading: int | None = None
    apart: bool = False
    symbol: bool = False

    @property
    def is_caps(self) -> bool:
        """Whether every letter is a capital one and there is a word of them."""
        return is_caps(self.text)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, with the lines it stands on."""

    cells: tuple[str, ...]
    lines: Lines
    table: int | None = None

    @property
    def filled(self) -> list[int]:
        """Which cells hold something."""
        return [at for at, cell in enumerate(self.cells) if cell]

    @property
    def text(self) -> str:
        return " ".join(cell for cell in self.cells if cell)


Item = Paragraph | Row


def is_caps(text: str) -> bool:
    """Whether the text has a word of capitals and no small letters but single ones."""
    letters = [char for char in text if char.isalpha()]
    if len(letters) < 3:
        return False
    small = sum(char.islower() for char in letters)
    return small == 0 or (small <= 2 and len(letters) > 12)


def without_end(text: str) -> str:
    """An item without the punctuation that parts it from the next."""
    bare = text.rstrip(" ,;")
    return (
        bare[:-1] if bare.endswith(".") and ". " not in bare and not bare.endswith("p.") else bare
    )
