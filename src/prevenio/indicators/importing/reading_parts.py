"""What one kind of file gives, before it is put together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from prevenio.indicators.importing.sheets import Sheet, place_name
from prevenio.indicators.importing.values import Doubt, MethodNote, Origin, StatisticValue


@dataclass(slots=True)
class Parts:
    """Values, doubts and notes, gathered sheet by sheet."""

    source: Origin
    title: str = ""
    updated_on: date | None = None
    values: list[StatisticValue] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    notes: list[MethodNote] = field(default_factory=list)

    def pass_over(self, sheets: Iterable[Sheet]) -> None:
        """Say of sheets with cells but without a table that nothing was read from them."""
        for sheet in sheets:
            if sheet.rows:
                row = min(sheet.rows)
                cell = place_name(row, min(sheet.rows[row]))
                text = "The sheet has cells but no table of a known form; nothing was read from it."
                self.doubts.append(Doubt(sheet.title, cell, text))
