"""A sheet of a workbook: its cells, merged ranges, remarks, and what is hidden."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from openpyxl.utils import get_column_letter


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell whose content is computed; `result` is what the program that saved it got."""

    text: str
    result: "Plain | None"


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that shows an error, such as #N/A."""

    code: str


type Plain = int | float | str | bool | date | datetime | time | timedelta | CellError
type Content = Plain | Formula
type Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range, first and last row and column included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """The cells that are not blank, by row and column, both counted from 1."""

    title: str
    rows: dict[int, dict[int, Content]] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    percentages: set[Place] = field(default_factory=set)
    comments: dict[Place, str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    is_hidden: bool = False

    def at(self, row: int, column: int) -> Content | None:
        return self.rows.get(row, {}).get(column)

    def text_at(self, row: int, column: int) -> str:
        """What a person reads in the cell, on one line; empty where it is blank."""
        return shown(self.at(row, column))

    def texts(self, rows: Iterable[int]) -> Iterator[tuple[int, int, str]]:
        """The cells with text in these rows."""
        for row in rows:
            for column, content in self.rows.get(row, {}).items():
                if isinstance(content, str):
                    yield row, column, tidy(content)


def place_name(row: int, column: int) -> str:
    """`C320`"""
    return f"{get_column_letter(column)}{row}"


def tidy(text: str) -> str:
    """The text on one line with single spaces, soft hyphens left out."""
    return " ".join(text.replace("\u00ad", "").replace("_x000D_", " ").split())


def shown(content: Content | None) -> str:
    """The content as a person reads it."""
    if content is None:
        return ""
    if isinstance(content, Formula):
        return shown(content.result) or content.text
    if isinstance(content, CellError):
        return content.code
    return tidy(str(content))
