"""What a row is found by."""

from prevenio.kernel.text import fold


def search_text_of(*parts: str) -> str:
    """The words of a row, lower-case and without diacritics, parted by spaces."""
    return " ".join(fold(part) for part in parts if part)
