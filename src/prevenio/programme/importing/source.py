"""The document as it lies on the desk: numbered lines, before anyone says what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Form = Literal["text", "markdown", "docx", "pdf"]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the source that can be pointed at.

    `number` counts from 1: by newline in text and Markdown, by paragraph or table row in DOCX,
    by printed line in PDF. `text` is the line's own text without markup, the cells of a table row
    joined by a tab (in text the line as it is). `cells` stands only on rows of a table: in text on
    lines with tabs and on those that spaces align; a newline parts paragraphs of a cell. `table`
    tells tables apart: rows of one table share the number; None outside tables. `heading` is the
    level that the document's own styles or marks give, else None. `page` is the page in a PDF.
    `row` joins printed lines: those that share `table` and `row` are one table row, their `cells`
    the pieces of its cells (an empty string where a cell has nothing on that line).
    `gap` is set in a PDF where a paragraph begins: the white space above the line is wider than
    inside a paragraph, or the line above had room for its first word.
    `margin` is set on what belongs to the page and not to the running text: page numbers, running
    heads and feet, footnotes, and the head of a table printed again on a later page.
    """

    number: int
    text: str
    cells: tuple[str, ...] | None = None
    table: int | None = None
    heading: int | None = None
    page: int | None = None
    row: int | None = None
    gap: bool = False
    margin: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Source:
    """A whole document in one of the four forms, with the digest that recognises it again."""

    name: str
    form: Form
    sha256: str
    lines: tuple[SourceLine, ...]

    def text_of(self, numbers: Sequence[int]) -> str:
        """The text of the lines with these numbers, in their order, joined by newlines."""
        by_number = {line.number: line for line in self.lines}
        return "\n".join(by_number[number].text for number in numbers if number in by_number)
