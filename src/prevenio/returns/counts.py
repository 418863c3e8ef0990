"""The numbers of a return: read as people write them, with where they were filled in from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a number was filled in from: the key of its source, the number it gave, in words."""

    key: str
    number: str
    words: str

    @property
    def is_given(self) -> bool:
        """Whether it came by itself, from activities; numbers taken from a part can be dropped."""
        return not self.key.startswith(("part:", "total:"))


@dataclass(frozen=True, slots=True)
class Count:
    """One number of a return with its unit; the number is decimal text with a point: `21600.5`.

    One that was filled in says where it comes from; changed by hand, it says why.
    """

    what: str
    number: str
    unit: str
    origin: Origin | None = None
    reason: str = ""

    @property
    def is_changed(self) -> bool:
        return self.origin is not None and not is_same_number(self.number, self.origin.number)

    @property
    def stored(self) -> list[Any]:
        """The row of a draft; `count_in` reads it."""
        row: list[Any] = [self.what, self.number, self.unit]
        if self.origin is None:
            return row
        return [*row, [self.origin.key, self.origin.number, self.origin.words], self.reason]


def count_in(row: Sequence[Any]) -> Count:
    """A row of a draft: three values, or five where the number was filled in."""
    what, number, unit, *rest = row
    if not rest:
        return Count(what, number, unit)
    return Count(what, number, unit, Origin(*rest[0]), rest[1])


def counts_sent(content: Mapping[str, Any]) -> Sequence[Count]:
    """The numbers of what was sealed, with where they come from; older seals know no origins."""
    origins = {one["row"]: one for one in content.get("origins", ())}
    found = []
    for place, (what, number, unit) in enumerate(content.get("counts", ())):
        said = origins.get(place)
        if said is None:
            found.append(Count(what, number, unit))
        else:
            origin = Origin(said["key"], said["number"], said["from"])
            found.append(Count(what, number, unit, origin, said["reason"]))
    return found


def is_same_number(one: str, other: str) -> bool:
    """Whether two numbers are the same, however many zeros they end with."""
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return one == other


# In one country this is twenty-one thousand six hundred, in the next one twenty-one and six tenths.
_IN_DOUBT = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


def number_in(text: str) -> str | None:
    """A number as people write it (`21 600,5`) as decimal text with a point.

    None if it is none, or if it can be read in two ways (`21,600`).
    """
    bare = "".join(text.split())
    if _IN_DOUBT.fullmatch(bare):
        return None
    bare = bare.replace(",", ".")
    try:
        value = Decimal(bare)
    except InvalidOperation:
        return None
    is_plain = value.is_finite() and value >= 0 and "e" not in bare.lower() and len(bare) <= 15
    return f"{value:f}" if is_plain else None


def origins_of(counts: Sequence[Count]) -> Iterator[dict[str, Any]]:
    """What a seal keeps of the numbers that were filled in; `row` is their place."""
    for place, one in enumerate(counts):
        if one.origin is not None:
            yield {
                "row": place,
                "key": one.origin.key,
                "number": one.origin.number,
                "from": one.origin.words,
                "reason": one.reason if one.is_changed else "",
            }
