"""What was read from a file of statistics: plain values, each with the cell it stands in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

type Number = int | float
Origin = Literal["GUS BDL", "PČR TSK", "CSV"]


class Nature(StrEnum):
    """What kind of number it is, which says how it may be added up and compared."""

    COUNT = "COUNT"
    SHARE = "SHARE"
    RATE = "RATE"
    AMOUNT = "AMOUNT"


@dataclass(frozen=True, slots=True)
class StatisticValue:
    """One number of a table, with everything that its heads say about it.

    `territory` is the code or name that the source writes, `territory_name` the words beside it.
    `period` is a year (`2013`) or an ISO span of months or days (`2019-01/2019-06`). `value` is the
    number exactly as in the cell. `unit` is the source's own, without brackets; empty where it
    names none. `sheet` is empty in a CSV. `series_code` is the source's own code of the row's
    category, empty where there is none; `column` is what the column's heads say.
    `is_part_of_one` is set where the cell shows a percentage but holds a part of one (0.5586).
    """

    series: str
    territory: str
    territory_name: str
    period: str
    value: Number
    unit: str
    sheet: str
    cell: str
    series_code: str = ""
    column: str = ""
    is_part_of_one: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in the file that a person should look at: where it stands and what is wrong.

    `territory` is set where it concerns one territory only.
    """

    sheet: str
    cell: str
    text: str
    territory: str = ""


@dataclass(frozen=True, slots=True)
class MethodNote:
    """What the source says of a changed method: from `from_year` on, numbers are not as before.

    It concerns the whole file, or only the category `series_code` or the place `territory`.
    """

    text: str
    from_year: int
    sheet: str
    cell: str
    series_code: str = ""
    territory: str = ""


@dataclass(frozen=True, slots=True)
class StatisticsFile:
    """A whole file: its numbers in the order of its cells, and what a person has to look at."""

    source: Origin
    title: str
    updated_on: date | None
    sha256: str
    values: tuple[StatisticValue, ...]
    doubts: tuple[Doubt, ...]
    notes: tuple[MethodNote, ...]

    @property
    def territories(self) -> tuple[str, ...]:
        """Every territory in the order in which the file first names it."""
        return tuple(dict.fromkeys(value.territory for value in self.values))
