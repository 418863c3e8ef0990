"""The numbers of a return as rows of its form: read, checked and shown as people write them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.core import signing
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from prevenio.returns.content import LONGEST_CELL, MOST_COUNTS
from prevenio.returns.counts import Count, Origin, number_in
from prevenio.returns.models import ActionReturn

_SALT = "prevenio.returns.origin"
_GROUP = "\u00a0"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
WRONG_NUMBER = _(
    "Write a number in figures, with a space between thousands and a comma before decimals, for "
    "example 21 600,5."
)
UNNAMED = _("Say what was counted.")
UNCOUNTED = _("Write the number, or empty the row.")
UNEXPLAINED = _("Write why the number differs from the one that was filled in.")
TOO_MANY = _("At most 20 numbers fit into a return.")


@dataclass(frozen=True, slots=True)
class Row:
    """One number as it stands in the form: what, how many, of which unit."""

    place: int
    what: str = ""
    number: str = ""
    unit: str = ""
    origin: Origin | None = None
    reason: str = ""
    token: str = ""

    @property
    def is_empty(self) -> bool:
        """A number taken from a part is dropped by emptying it; one that was given stays."""
        if self.origin is not None:
            return not (self.number or self.origin.is_given)
        return not (self.what or self.number or self.unit)

    @property
    def is_changed(self) -> bool:
        return self.count().is_changed

    @property
    def given(self) -> str:
        """The number that was filled in, as people write it."""
        return shown_number(self.origin.number) if self.origin else ""

    @property
    def fault(self) -> Any:
        """What is wrong with the number, whenever it is shown."""
        return WRONG_NUMBER if self.number and number_in(self.number) is None else ""

    def count(self) -> Count:
        """The number with a point; one that cannot be read is kept as typed, to be mended."""
        number = number_in(self.number) or self.number
        return Count(self.what, number, self.unit, self.origin, self.reason)


def rows_in(posted: MultiValueDict[str, str], action_return: ActionReturn) -> list[Row]:
    """The numbers that were typed; one more than a return holds is enough to refuse them.

    Where a number was filled in from is signed for this return: it cannot be made up.
    """
    columns = [posted.getlist(name)[: MOST_COUNTS + 2] for name in ("what", "number", "unit")]
    filled = max(map(len, columns), default=0)
    tokens, reasons = (posted.getlist(name)[:filled] for name in ("origin", "why"))
    rows = []
    for place in range(filled):
        what, number, unit = (_cell(column, place) for column in columns)
        token = tokens[place] if place < len(tokens) else ""
        if (said := _signed_in(token, action_return)) is None:
            rows.append(Row(place, what, number, unit))
        else:
            what, unit, origin = said
            rows.append(Row(place, what, number, unit, origin, _cell(reasons, place), token))
    return rows


def row_of(count: Count, action_return: ActionReturn) -> Row:
    """A number as a row of the form, its origin signed."""
    return Row(
        0,
        count.what,
        shown_number(count.number),
        count.unit,
        count.origin,
        count.reason,
        _token_of(count, action_return),
    )


def _token_of(count: Count, action_return: ActionReturn) -> str:
    origin = count.origin
    if origin is None:
        return ""
    said = [action_return.pk, count.what, count.unit, origin.key, origin.number, origin.words]
    return signing.dumps(said, salt=_SALT)


def _signed_in(token: str, action_return: ActionReturn) -> tuple[str, str, Origin] | None:
    try:
        pk, what, unit, *origin = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (what, unit, Origin(*origin)) if pk == action_return.pk else None


def rows_of(kept: Sequence[Row], suggested: Sequence[str], *, extra: int = 1) -> list[Row]:
    """The rows of the form: what is kept or given, what the programme suggests, and empty ones."""
    rows = [*kept, *(Row(0, what) for what in suggested)][:MOST_COUNTS]
    empty = min(max(extra, 1), MOST_COUNTS - len(rows))
    rows += [Row(0)] * max(empty, 0)
    return [replace(row, place=place) for place, row in enumerate(rows)]


def suggested_in(action_return: ActionReturn) -> list[str]:
    """The indicators of the action, to be answered with a number; nothing once it was saved."""
    lines = (line.strip(" \t-–•;.") for line in action_return.action.indicators_text.splitlines())
    return [line[:LONGEST_CELL] for line in lines if line][: MOST_COUNTS - 1]


def faults_of_rows(rows: Sequence[Row], *, is_sending: bool) -> Mapping[str, Any]:
    """What is wrong in the numbers, each with the id of its field."""
    faults: dict[str, Any] = {}
    if sum(not row.is_empty for row in rows) > MOST_COUNTS:
        faults["what_0"] = TOO_MANY
    for row in rows:
        if row.fault:
            faults[f"number_{row.place}"] = row.fault
        elif is_sending and row.number and not row.what:
            faults[f"what_{row.place}"] = UNNAMED
        elif is_sending and not row.number and not row.is_empty:
            faults[f"number_{row.place}"] = UNCOUNTED
        elif is_sending and row.is_changed and not row.reason:
            faults[f"why_{row.place}"] = UNEXPLAINED
    return faults


def for_sending(rows: Sequence[Row], suggested: Sequence[str]) -> list[Row]:
    """The rows without suggestions that nobody has answered."""
    return [row for row in rows if row.number or row.unit or row.what not in suggested]


def shown_number(number: str) -> str:
    """A number as people write it in the language of the page; one that is none as it was typed."""
    if number_in(number) is None:
        return number
    whole, _point, decimals = f"{Decimal(number):f}".partition(".")
    comma = "." if get_language() == "en" else ","
    shown = f"{int(whole):,}".replace(",", _GROUP)
    return f"{shown}{comma}{decimals}" if decimals else shown


def plain(text: str) -> str:
    """Text without control characters, with line ends as the browser counts them."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def _cell(column: Sequence[str], place: int) -> str:
    text = plain(column[place]).replace("\n", " ") if place < len(column) else ""
    return text.strip()[: LONGEST_CELL + 1]
