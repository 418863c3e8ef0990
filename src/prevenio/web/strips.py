"""The progress strip: parts of a whole, drawn to scale."""

from collections.abc import Sequence
from dataclasses import dataclass

KINDS = ("done", "going", "open", "late")
_GAP = {False: 0.4, True: 1.4}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a strip: what it counts, in words, and how it is drawn.

    Done is solid, going is hatched, open (not due) is outlined, late is amber.
    """

    kind: str
    count: int
    label: object

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind!r} is no part of a strip; use one of {', '.join(KINDS)}")


@dataclass(frozen=True, slots=True)
class Segment:
    """Where a part stands in the strip, in hundredths of its width."""

    kind: str
    start: float
    width: float


def segments(parts: Sequence[Part], *, is_small: bool = False) -> list[Segment]:
    """Place the parts that count something side by side, a gap between two of them."""
    counted = [part for part in parts if part.count > 0]
    whole = sum(part.count for part in counted)
    gap = _GAP[is_small]
    room = 100 - gap * (len(counted) - 1)
    placed: list[Segment] = []
    start = 0.0
    for part in counted:
        width = room * part.count / whole
        placed.append(Segment(part.kind, round(start, 3), round(width, 3)))
        start += width + gap
    return placed
