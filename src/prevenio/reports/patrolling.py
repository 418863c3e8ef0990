"""Which hours of the week a patrol asks about: plain values, no database."""

from dataclasses import dataclass, field
from datetime import datetime

NOW, TONIGHT, AT = "now", "tonight", "at"
# A night begins in the evening and ends before people go to work.
EVENING, MORNING = 20, 5

type Hour = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of a week as weekday (Monday is 0) and hour; none means at any time."""

    kind: str = ""
    weekday: int | None = None
    hour: int | None = None
    cells: frozenset[Hour] = field(default_factory=frozenset)


def hours_of(
    kind: str, local: datetime, *, weekday: int | None = None, hour: int | None = None
) -> Hours:
    """The hours that were asked for at a moment of the authority's own clock.

    An hour alone is one of today, a weekday alone stands for all its hours. Before the morning the
    night is the one that goes on.
    """
    today = local.weekday()
    if hour is not None:
        day = today if weekday is None else weekday
        return Hours(AT, day, hour, frozenset({(day, hour)}))
    if weekday is not None:
        return Hours(AT, weekday, None, frozenset((weekday, one) for one in range(24)))
    if kind == NOW:
        return Hours(NOW, today, local.hour, frozenset({(today, local.hour)}))
    if kind == TONIGHT:
        evening = today if local.hour >= MORNING else (today - 1) % 7
        before = {(evening, one) for one in range(EVENING, 24)}
        after = {((evening + 1) % 7, one) for one in range(MORNING)}
        return Hours(TONIGHT, evening, None, frozenset(before | after))
    return Hours()
