"""Lines that belong to the paper: numbers of pages, running heads, heads of tables repeated."""

import re

from prevenio.kernel.text import fold
from prevenio.programme.importing.items import Paragraph, Row

_PAGE_NUMBER = re.compile(
    r"^\W*(?:str(?:ona|ana)?\.?\s*)?\d{1,3}(?:\s*(?:/|z|ze)\s*\d{1,3})?\W*$", re.IGNORECASE
)


class StrayLines:
    """Knows the lines that a document repeats and the heads its tables have had so far."""

    def __init__(self, repeated: frozenset[str]) -> None:
        self._repeated = repeated
        self._heads: set[str] = set()

    def remember_head(self, head: Row) -> None:
        """A head's cell that comes again on a line of its own says nothing."""
        self._heads |= {fold(cell) for cell in head.cells if cell}

    def __contains__(self, item: Paragraph) -> bool:
        plain = fold(item.text)
        return (
            bool(_PAGE_NUMBER.match(item.text))
            or not any(char.isalnum() for char in item.text)
            or plain in self._repeated
            or plain in self._heads
        )
